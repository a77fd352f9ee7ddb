<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>BoardView</name>
    <message>
        <source>Podium</source>
        <translation>Podium</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>Rangliste</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>Set by your organisation.</source>
        <translation>Von Ihrer Organisation festgelegt.</translation>
    </message>
</context>
<context>
    <name>GoalScene</name>
    <message>
        <source>Goals</source>
        <translation>Ziele</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>this help</source>
        <translation>diese Hilfe</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>beenden</translation>
    </message>
    <message>
        <source>← → ↑ ↓</source>
        <translation>← → ↑ ↓</translation>
    </message>
    <message>
        <source>turn to the next page or scene</source>
        <translation>nächste Seite oder Szene</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>stop turning, or go on</source>
        <translation>Wechsel anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>PgUp, PgDn</source>
        <translation>Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>dasselbe</translation>
    </message>
    <message>
        <source>full screen, and back</source>
        <translation>Vollbild und zurück</translation>
    </message>
    <message>
        <source>close this, or leave the full screen</source>
        <translation>schließen, oder Vollbild verlassen</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>about: half a second or more may be missing</source>
        <translation>etwa: eine halbe Sekunde oder mehr kann fehlen</translation>
    </message>
    <message>
        <source>at most: what ran at the start is not known yet</source>
        <translation>höchstens: was zu Beginn lief, ist noch unbekannt</translation>
    </message>
    <message>
        <source>ranks gained or lost since the time below</source>
        <translation>Ränge gewonnen oder verloren seit der Zeit unten</translation>
    </message>
    <message>
        <source>lit row</source>
        <translation>Zeile hell</translation>
    </message>
    <message>
        <source>closed more and rose at the last update</source>
        <translation>hat mehr bearbeitet und stieg zuletzt auf</translation>
    </message>
    <message>
        <source>lit status</source>
        <translation>Status hell</translation>
    </message>
    <message>
        <source>an unusually long conversation</source>
        <translation>ein ungewöhnlich langes Gespräch</translation>
    </message>
    <message>
        <source>≈</source>
        <translation>≈</translation>
    </message>
    <message>
        <source>≤</source>
        <translation>≤</translation>
    </message>
    <message>
        <source>≥</source>
        <translation>≥</translation>
    </message>
    <message>
        <source>▲ ▼</source>
        <translation>▲ ▼</translation>
    </message>
    <message>
        <source>at least: it may be longer, or more</source>
        <translation>mindestens: es kann länger sein oder mehr</translation>
    </message>
    <message>
        <source>over, under</source>
        <translation>darüber, darunter</translation>
    </message>
    <message>
        <source>beyond the board&apos;s own threshold</source>
        <translation>jenseits der Schwelle dieses Boards</translation>
    </message>
    <message>
        <source>a clock</source>
        <translation>eine Uhr</translation>
    </message>
    <message>
        <source>older than the others: from that time</source>
        <translation>älter als die anderen: von dieser Zeit</translation>
    </message>
    <message>
        <source>has no rank yet: the row says why</source>
        <translation>noch ohne Rang: den Grund nennt die Zeile</translation>
    </message>
    <message>
        <source>How far to trust the numbers</source>
        <translation>Wie weit den Zahlen zu trauen ist</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>they come as they should</source>
        <translation>sie kommen wie vorgesehen</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>the next ones are overdue</source>
        <translation>die nächsten sind überfällig</translation>
    </message>
    <message>
        <source>Stale data</source>
        <translation>Veraltete Daten</translation>
    </message>
    <message>
        <source>two updates or more are missing</source>
        <translation>zwei oder mehr Aktualisierungen fehlen</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Noch keine Daten</translation>
    </message>
    <message>
        <source>none have come so far</source>
        <translation>bisher kamen keine</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>the wallboard&apos;s own service is silent</source>
        <translation>der Dienst des Wallboards schweigt</translation>
    </message>
    <message>
        <source>What an agent does</source>
        <translation>Was ein Agent tut</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>free, or a call is ringing</source>
        <translation>frei, oder es klingelt gerade</translation>
    </message>
    <message>
        <source>On a Call</source>
        <translation>Im Gespräch</translation>
    </message>
    <message>
        <source>in a conversation of any kind</source>
        <translation>in einem Gespräch gleich welcher Art</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Nachbearbeitung</translation>
    </message>
    <message>
        <source>finishing the last conversation</source>
        <translation>bearbeitet das letzte Gespräch nach</translation>
    </message>
    <message>
        <source>Off queue</source>
        <translation>Nicht in Queue</translation>
    </message>
    <message>
        <source>at work, takes no conversations</source>
        <translation>bei der Arbeit, nimmt keine Gespräche an</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>abgemeldet</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>a status that is not known here</source>
        <translation>ein hier unbekannter Status</translation>
    </message>
</context>
<context>
    <name>ListHeader</name>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
</context>
<context>
    <name>PageDots</name>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
</context>
<context>
    <name>PodiumColumn</name>
    <message>
        <source>%1 %2</source>
        <comment>a number&apos;s name, and the number</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>PodiumScene</name>
    <message>
        <source>Podium</source>
        <translation>Podium</translation>
    </message>
</context>
<context>
    <name>RegionField</name>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>↓ for the list, or another host</source>
        <translation>↓ für die Liste, oder anderer Host</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>Client ID</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>of an OAuth client with client credentials</source>
        <translation>eines OAuth-Clients mit Client Credentials</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client Secret</translation>
    </message>
    <message>
        <source>kept in this user&apos;s keyring alone</source>
        <translation>nur im Schlüsselbund dieses Benutzers</translation>
    </message>
    <message>
        <source>The day&apos;s numbers start at</source>
        <translation>Die Zahlen des Tages beginnen um</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Verbinde …</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Signing in to Genesys Cloud. This can take a minute.</source>
        <translation>Anmeldung bei Genesys Cloud. Das kann eine Minute dauern.</translation>
    </message>
</context>
<context>
    <name>TeamRow</name>
    <message>
        <source>rank %1</source>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>%1 closed per agent</source>
        <translation>%1 bearbeitet je Agent</translation>
    </message>
</context>
<context>
    <name>TeamsScene</name>
    <message>
        <source>Closed per agent</source>
        <translation>Bearbeitet je Agent</translation>
    </message>
</context>
<context>
    <name>cause</name>
    <message>
        <source>Genesys Cloud asks to wait</source>
        <translation>Genesys Cloud bittet um eine Pause</translation>
    </message>
    <message>
        <source>Genesys Cloud did not answer in time</source>
        <translation>Genesys Cloud hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>This machine&apos;s clock seems to be wrong: ask IT to set it</source>
        <translation>Die Uhr dieses Rechners geht wohl falsch: IT bitten, sie zu stellen</translation>
    </message>
    <message>
        <source>Genesys Cloud cannot be reached</source>
        <translation>Genesys Cloud ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Genesys Cloud reports a fault of its own</source>
        <translation>Genesys Cloud meldet eine eigene Störung</translation>
    </message>
    <message>
        <source>The network&apos;s proxy cannot be reached: tell IT</source>
        <translation>Der Proxy des Netzes ist nicht erreichbar: bitte der IT melden</translation>
    </message>
    <message>
        <source>The proxy refuses the sign-in (407): ask IT to run wallboard-poller doctor</source>
        <translation>Der Proxy lehnt die Anmeldung ab (407): IT bitten, wallboard-poller doctor auszuführen</translation>
    </message>
    <message>
        <source>The proxy does not let through to Genesys Cloud: tell IT</source>
        <translation>Der Proxy lässt nicht zu Genesys Cloud durch: bitte der IT melden</translation>
    </message>
    <message>
        <source>A certificate is not trusted: ask IT to run wallboard-poller doctor</source>
        <translation>Einem Zertifikat wird nicht vertraut: IT bitten, wallboard-poller doctor auszuführen</translation>
    </message>
    <message>
        <source>Certificate of {host} is not trusted: ask IT to run wallboard-poller doctor</source>
        <translation>Zertifikat von {host} nicht vertrauenswürdig: IT bitten, wallboard-poller doctor auszuführen</translation>
    </message>
    <message>
        <source>Wrong client secret: ask IT to run wallboard-poller login</source>
        <translation>Client Secret falsch: IT bitten, wallboard-poller login auszuführen</translation>
    </message>
    <message>
        <source>Sign-in revoked: ask IT to run wallboard-poller login</source>
        <translation>Anmeldung widerrufen: IT bitten, wallboard-poller login auszuführen</translation>
    </message>
    <message>
        <source>Sign-in expired, and it cannot be renewed yet</source>
        <translation>Anmeldung abgelaufen und noch nicht erneuerbar</translation>
    </message>
    <message>
        <source>Client unknown in its region: ask IT to check id and region</source>
        <translation>Client in seiner Region unbekannt: IT bitten, ID und Region zu prüfen</translation>
    </message>
    <message>
        <source>Client unknown in {region}: ask IT to check id and region</source>
        <translation>Client in {region} unbekannt: IT bitten, ID und Region zu prüfen</translation>
    </message>
    <message>
        <source>All agents are hidden: ask IT to add their division to the client&apos;s role</source>
        <translation>Alle Agenten sind verborgen: IT bitten, der Rolle des Clients ihre Division zu geben</translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) are hidden by now: ask IT to add their division to the client&apos;s role</source>
        <translation>
            <numerusform>Ein Agent ist inzwischen verborgen: IT bitten, der Rolle des Clients seine Division zu geben</numerusform>
            <numerusform>%n Agenten sind inzwischen verborgen: IT bitten, der Rolle des Clients ihre Division zu geben</numerusform>
        </translation>
    </message>
    <message>
        <source>Genesys Cloud refuses the sign-in that it has just given: tell IT (401)</source>
        <translation>Genesys Cloud lehnt die gerade erteilte Anmeldung ab: bitte der IT melden (401)</translation>
    </message>
    <message>
        <source>Permission missing: ask IT for {permission}</source>
        <translation>Berechtigung fehlt: IT um {permission} bitten</translation>
    </message>
    <message>
        <source>Permission missing: ask IT to check its permissions</source>
        <translation>Berechtigung fehlt: IT bitten, die Berechtigungen zu prüfen</translation>
    </message>
    <message>
        <source>The network leads elsewhere than to Genesys Cloud: ask IT to check it</source>
        <translation>Das Netz führt nicht zu Genesys Cloud: IT bitten, das zu prüfen</translation>
    </message>
    <message>
        <source>Genesys Cloud does not accept what the wallboard asks: tell IT</source>
        <translation>Genesys Cloud nimmt die Anfrage des Wallboards nicht an: bitte der IT melden</translation>
    </message>
    <message>
        <source>Genesys Cloud sends answers that cannot be read</source>
        <translation>Genesys Cloud sendet unlesbare Antworten</translation>
    </message>
    <message>
        <source>Group not found: ask IT to run wallboard-poller doctor</source>
        <translation>Gruppe nicht gefunden: IT bitten, wallboard-poller doctor auszuführen</translation>
    </message>
    <message>
        <source>Team not found: ask IT to run wallboard-poller doctor</source>
        <translation>Team nicht gefunden: IT bitten, wallboard-poller doctor auszuführen</translation>
    </message>
    <message>
        <source>Queue not found: ask IT to run wallboard-poller doctor</source>
        <translation>Warteschlange nicht gefunden: IT bitten, wallboard-poller doctor auszuführen</translation>
    </message>
    <message>
        <source>Genesys Cloud asks to wait until {time}</source>
        <translation>Genesys Cloud bittet um eine Pause bis {time}</translation>
    </message>
    <message>
        <source>{cause} until {time}</source>
        <translation>{cause} (bis {time})</translation>
    </message>
    <message>
        <source>{cause}; {next_try}</source>
        <translation>{cause}; {next_try}</translation>
    </message>
    <message>
        <source>{cause}, retrying</source>
        <translation>{cause}, neuer Versuch</translation>
    </message>
    <message>
        <source>Last poll failed, retrying</source>
        <translation>Letzte Abfrage fehlgeschlagen, neuer Versuch</translation>
    </message>
    <message>
        <source>Machine&apos;s clock {time} behind; the time here is right</source>
        <translation>Rechneruhr geht {time} nach; die Zeit hier stimmt</translation>
    </message>
    <message>
        <source>Machine&apos;s clock {time} ahead; the time here is right</source>
        <translation>Rechneruhr geht {time} vor; die Zeit hier stimmt</translation>
    </message>
    <message>
        <source>trying again now</source>
        <translation>neuer Versuch läuft</translation>
    </message>
    <message>
        <source>next try in {time}</source>
        <translation>nächster Versuch in {time}</translation>
    </message>
    <message>
        <source>{cause} ({status})</source>
        <translation>{cause} ({status})</translation>
    </message>
</context>
<context>
    <name>columns</name>
    <message>
        <source>Closed</source>
        <comment>the head of a column</comment>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Started</source>
        <comment>the head of a column</comment>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Handle time</source>
        <comment>the head of a column</comment>
        <translation>Bearb.-Zeit</translation>
    </message>
    <message>
        <source>Closed/h</source>
        <comment>the head of a column: closed conversations per hour</comment>
        <translation>Bearb./h</translation>
    </message>
    <message>
        <source>closed</source>
        <comment>beside a large number</comment>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>started</source>
        <comment>beside a large number</comment>
        <translation>begonnen</translation>
    </message>
    <message>
        <source>AHT</source>
        <translation>AHT</translation>
    </message>
    <message>
        <source>handle time</source>
        <comment>beside a number</comment>
        <translation>Bearbeitungszeit</translation>
    </message>
    <message>
        <source>per hour</source>
        <comment>closed conversations, beside a number</comment>
        <translation>pro Stunde</translation>
    </message>
</context>
<context>
    <name>condition</name>
    <message>
        <source>Live</source>
        <comment>the data is fresh</comment>
        <translation>Live</translation>
    </message>
    <message>
        <source>Late</source>
        <comment>the data is late</comment>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>Stale data</source>
        <translation>Veraltete Daten</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Noch keine Daten</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Updating every {seconds} s: rate limit</source>
        <translation>Aktualisierung alle {seconds} s: Anfragelimit</translation>
    </message>
    <message>
        <source>Everybody updated within {seconds} s: rate limit</source>
        <translation>Alle aktualisiert binnen {seconds} s: Anfragelimit</translation>
    </message>
    <message>
        <source>No update since the service started.</source>
        <translation>Keine Aktualisierung seit dem Start des Dienstes.</translation>
    </message>
    <message>
        <source>Last update {age} ago.</source>
        <translation>Letzte Aktualisierung vor {age}.</translation>
    </message>
    <message>
        <source>The next update is overdue.</source>
        <translation>Die nächste Aktualisierung ist überfällig.</translation>
    </message>
    <message>
        <source>STALE DATA</source>
        <translation>VERALTETE DATEN</translation>
    </message>
    <message>
        <source>NOT CONNECTED</source>
        <translation>NICHT VERBUNDEN</translation>
    </message>
    <message>
        <source>The wallboard&apos;s own service is being started.</source>
        <translation>Der Dienst des Wallboards wird gestartet.</translation>
    </message>
    <message>
        <source>The first numbers are on their way.</source>
        <translation>Die ersten Zahlen sind unterwegs.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Meant for the monitor {name}, which is not there</source>
        <translation>Gehört auf den Monitor {name}, der nicht da ist</translation>
    </message>
    <message>
        <source>Connect this wallboard</source>
        <translation>Dieses Wallboard verbinden</translation>
    </message>
    <message>
        <source>The wallboard&apos;s own service does not answer; starting it again.</source>
        <translation>Der Dienst des Wallboards antwortet nicht und wird neu gestartet.</translation>
    </message>
    <message>
        <source>Nobody was active</source>
        <translation>Niemand war aktiv</translation>
    </message>
    <message>
        <source>No agent of this board was available, on a call or in wrap-up.</source>
        <translation>Kein Agent dieses Boards war verfügbar, im Gespräch oder in Nachbearbeitung.</translation>
    </message>
    <message>
        <source>Nobody is active</source>
        <translation>Niemand ist aktiv</translation>
    </message>
    <message>
        <source>No agent of this board is available, on a call or in wrap-up right now.</source>
        <translation>Kein Agent dieses Boards ist gerade verfügbar, im Gespräch oder in Nachbearbeitung.</translation>
    </message>
    <message>
        <source>The wallboard cannot start</source>
        <translation>Das Wallboard kann nicht starten</translation>
    </message>
    <message>
        <source>It looks again every few seconds and starts by itself once this is mended.</source>
        <translation>Es sieht alle paar Sekunden nach und startet von selbst, sobald das behoben ist.</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation>Nicht eingerichtet</translation>
    </message>
    <message>
        <source>{trouble}.</source>
        <comment>ends a sentence</comment>
        <translation>{trouble}.</translation>
    </message>
    <message>
        <source>What the service sends cannot be shown.</source>
        <translation>Was der Dienst sendet, kann nicht angezeigt werden.</translation>
    </message>
</context>
<context>
    <name>face</name>
    <message>
        <source>Data delayed by up to {seconds} s</source>
        <translation>Daten bis zu {seconds} s verzögert</translation>
    </message>
    <message>
        <source>No other agent is active right now.</source>
        <translation>Gerade ist kein anderer Agent aktiv.</translation>
    </message>
    <message>
        <source>Rehearsal × {rate}</source>
        <translation>Probe × {rate}</translation>
    </message>
    <message>
        <source>Since {time} · {rule}</source>
        <translation>Seit {time} · {rule}</translation>
    </message>
    <message>
        <source>Updated {updated} · as of {as_of}</source>
        <translation>Aktualisiert {updated} · Stand {as_of}</translation>
    </message>
    <message>
        <source>{places} of {total}</source>
        <translation>{places} von {total}</translation>
    </message>
    <message>
        <source>▲▼ since {time} · {places}</source>
        <comment>arrows of rank</comment>
        <translation>▲▼ seit {time} · {places}</translation>
    </message>
</context>
<context>
    <name>goals</name>
    <message>
        <source>Closed by everybody</source>
        <comment>conversations</comment>
        <translation>Von allen bearbeitet</translation>
    </message>
    <message>
        <source>of {wanted}</source>
        <comment>after a large number</comment>
        <translation>von {wanted}</translation>
    </message>
    <message numerus="yes">
        <source>%n to go · {percent} %</source>
        <comment>conversations</comment>
        <translation>
            <numerusform>noch %n · {percent} %</numerusform>
            <numerusform>noch %n · {percent} %</numerusform>
        </translation>
    </message>
    <message>
        <source>Goal reached · {percent} %</source>
        <translation>Ziel erreicht · {percent} %</translation>
    </message>
    <message>
        <source>AHT</source>
        <translation>AHT</translation>
    </message>
    <message>
        <source>at most {wanted}</source>
        <translation>höchstens {wanted}</translation>
    </message>
    <message>
        <source>Answered in time</source>
        <translation>Rechtzeitig angenommen</translation>
    </message>
    <message>
        <source>at least {wanted} %</source>
        <translation>mindestens {wanted} %</translation>
    </message>
    <message>
        <source>{share} %</source>
        <comment>a large number</comment>
        <translation>{share} %</translation>
    </message>
    <message>
        <source>Within the goal</source>
        <translation>Im Ziel</translation>
    </message>
    <message>
        <source>Not within the goal</source>
        <translation>Nicht im Ziel</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
</context>
<context>
    <name>heard</name>
    <message>
        <source>rank {rank}</source>
        <translation>Rang {rank}</translation>
    </message>
    <message>
        <source>{status} {duration}</source>
        <comment>what an agent does, and for how long</comment>
        <translation>{status} {duration}</translation>
    </message>
    <message>
        <source>an unusually long conversation</source>
        <translation>ein ungewöhnlich langes Gespräch</translation>
    </message>
    <message>
        <source>not ranked: {why}</source>
        <comment>begins as the message that tells how many are closed of how many</comment>
        <translation>ohne Rang: {why}</translation>
    </message>
    <message numerus="yes">
        <source>up %n place(s)</source>
        <comment>in the ranking</comment>
        <translation>
            <numerusform>einen Platz hoch</numerusform>
            <numerusform>%n Plätze hoch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>down %n place(s)</source>
        <comment>in the ranking</comment>
        <translation>
            <numerusform>einen Platz runter</numerusform>
            <numerusform>%n Plätze runter</numerusform>
        </translation>
    </message>
    <message>
        <source>{figure} {name}</source>
        <comment>a count, and of what</comment>
        <translation>{figure} {name}</translation>
    </message>
    <message>
        <source>{name} {figure}</source>
        <comment>a time, after what it is of</comment>
        <translation>{name} {figure}</translation>
    </message>
    <message>
        <source>about {figure}</source>
        <translation>etwa {figure}</translation>
    </message>
    <message>
        <source>at most {figure}</source>
        <translation>höchstens {figure}</translation>
    </message>
    <message>
        <source>at least {figure}</source>
        <translation>mindestens {figure}</translation>
    </message>
</context>
<context>
    <name>outage</name>
    <message>
        <source>Reconnected after {duration}</source>
        <translation>Wieder verbunden nach {duration}</translation>
    </message>
</context>
<context>
    <name>row</name>
    <message>
        <source>as of {time}</source>
        <translation>Stand {time}</translation>
    </message>
    <message>
        <source>status of {time}</source>
        <translation>Status von {time}</translation>
    </message>
    <message>
        <source>per hour of {time}</source>
        <translation>pro Stunde von {time}</translation>
    </message>
    <message>
        <source>≥ {time}</source>
        <comment>at least; from the left to the right</comment>
        <translation>≥ {time}</translation>
    </message>
</context>
<context>
    <name>rule</name>
    <message numerus="yes">
        <source>{rule}, from %n closed on</source>
        <translation>
            <numerusform>{rule}, ab %n Abschluss</numerusform>
            <numerusform>{rule}, ab %n Abschlüssen</numerusform>
        </translation>
    </message>
    <message>
        <source>AHT (Compl.)</source>
        <comment>head of a narrow column: of completed conversations</comment>
        <translation>AHT (bearb.)</translation>
    </message>
    <message>
        <source>AHT (all)</source>
        <comment>head of a narrow column: of all handle time</comment>
        <translation>AHT (alle)</translation>
    </message>
    <message>
        <source>Shown: {statuses}.</source>
        <translation>Angezeigt: {statuses}.</translation>
    </message>
    <message>
        <source>AHT: all handle time ÷ closed conversations, too long while some run; no official AHT.</source>
        <translation>AHT: gesamte Bearbeitungszeit ÷ bearbeitete Gespräche, zu lang, solange welche laufen; keine offizielle AHT.</translation>
    </message>
    <message>
        <source>AHT: all handle time ÷ conversations begun, too short while some run; no official AHT.</source>
        <translation>AHT: gesamte Bearbeitungszeit ÷ begonnene Gespräche, zu kurz, solange welche laufen; keine offizielle AHT.</translation>
    </message>
    <message>
        <source>not ranked: {closed} of {least}</source>
        <translation>ohne Rang: {closed} von {least}</translation>
    </message>
    <message>
        <source>time not known</source>
        <comment>on queue; short</comment>
        <translation>Zeit unbekannt</translation>
    </message>
    <message>
        <source>{minutes} of {least} min</source>
        <comment>on queue; short</comment>
        <translation>{minutes} von {least} min</translation>
    </message>
    <message>
        <source>Nobody is ranked:
time on queue unknown.</source>
        <translation>Niemand hat einen Rang:
Zeit in der Queue unbekannt.</translation>
    </message>
    <message numerus="yes">
        <source>Nobody is ranked yet.
Ranks begin at %n closed.</source>
        <translation>
            <numerusform>Noch niemand hat einen Rang.
Ränge ab %n bearbeiteten Gespräch.</numerusform>
            <numerusform>Noch niemand hat einen Rang.
Ränge ab %n bearbeiteten Gesprächen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody is ranked yet.
Ranks begin after {minutes} min on queue.</source>
        <translation>Noch niemand hat einen Rang.
Ränge ab {minutes} min in der Queue.</translation>
    </message>
    <message numerus="yes">
        <source>Nobody is ranked yet.
Ranks begin at %n closed and after {minutes} min on queue.</source>
        <translation>
            <numerusform>Noch niemand hat einen Rang.
Ränge ab %n bearbeiteten Gespräch und nach {minutes} min in der Queue.</numerusform>
            <numerusform>Noch niemand hat einen Rang.
Ränge ab %n bearbeiteten Gesprächen und nach {minutes} min in der Queue.</numerusform>
        </translation>
    </message>
    <message>
        <source>Closed per hour is not known: this organisation&apos;s realtime contract does not tell time on queue.</source>
        <translation>Bearbeitete pro Stunde sind unbekannt: der Echtzeitvertrag dieser Organisation nennt die Zeit in der Queue nicht.</translation>
    </message>
    <message>
        <source>Closed per hour is not known of everybody yet, or is older: rate limit.</source>
        <translation>Bearbeitete pro Stunde sind noch nicht von allen bekannt oder älter: Anfragelimit.</translation>
    </message>
    <message>
        <source>Closed per hour is not known of everybody yet, or is older: asked in turns.</source>
        <translation>Bearbeitete pro Stunde sind noch nicht von allen bekannt oder älter: reihum erfragt.</translation>
    </message>
    <message>
        <source>Closed per hour: the time on queue could not be had just now.</source>
        <translation>Bearbeitete pro Stunde: die Zeit in der Queue war gerade nicht zu bekommen.</translation>
    </message>
    <message>
        <source>{first}, then {second}</source>
        <comment>an order by two figures</comment>
        <translation>{first}, dann {second}</translation>
    </message>
    <message>
        <source>most closed</source>
        <translation>meiste Abschlüsse</translation>
    </message>
    <message>
        <source>fewest closed</source>
        <translation>wenigste Abschlüsse</translation>
    </message>
    <message>
        <source>shortest AHT</source>
        <translation>kürzeste AHT</translation>
    </message>
    <message>
        <source>longest AHT</source>
        <translation>längste AHT</translation>
    </message>
    <message>
        <source>most closed per hour on queue</source>
        <translation>meiste Abschlüsse pro Stunde in der Queue</translation>
    </message>
    <message>
        <source>fewest closed per hour on queue</source>
        <translation>wenigste Abschlüsse pro Stunde in der Queue</translation>
    </message>
    <message>
        <source>available</source>
        <comment>an agent</comment>
        <translation>verfügbar</translation>
    </message>
    <message>
        <source>on a call</source>
        <comment>an agent</comment>
        <translation>im Gespräch</translation>
    </message>
    <message>
        <source>in wrap-up</source>
        <comment>an agent</comment>
        <translation>in Nachbearbeitung</translation>
    </message>
    <message>
        <source>off queue</source>
        <comment>an agent</comment>
        <translation>nicht in Queue</translation>
    </message>
    <message>
        <source>other</source>
        <comment>an agent whose status is none of the others</comment>
        <translation>andere</translation>
    </message>
    <message>
        <source>{others} or {last}</source>
        <comment>a list</comment>
        <translation>{others} oder {last}</translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>Choose the region of your organisation.</source>
        <translation>Bitte die Region Ihrer Organisation wählen.</translation>
    </message>
    <message>
        <source>Choose a region, or give a domain such as mypurecloud.ie.</source>
        <translation>Bitte eine Region wählen oder eine Domain wie mypurecloud.ie angeben.</translation>
    </message>
    <message>
        <source>Give the id of the OAuth client: letters and digits, no spaces.</source>
        <translation>Bitte die ID des OAuth-Clients angeben: Buchstaben und Ziffern, keine Leerzeichen.</translation>
    </message>
    <message>
        <source>Give the client secret. It is not kept in this form.</source>
        <translation>Bitte das Client Secret angeben. Dieses Formular behält es nicht.</translation>
    </message>
    <message>
        <source>Give a time of day such as 07:00.</source>
        <translation>Bitte eine Uhrzeit wie 07:00 angeben.</translation>
    </message>
    <message>
        <source>Or is this wrong?</source>
        <translation>Oder stimmt das nicht?</translation>
    </message>
    <message>
        <source>This page goes away by itself once that is done.</source>
        <translation>Diese Seite verschwindet von selbst, sobald das erledigt ist.</translation>
    </message>
    <message>
        <source>IT can do it here. Without a keyboard: run this on this machine, as the user of this screen, and write the settings file as it says.</source>
        <translation>Die IT kann das hier tun. Ohne Tastatur: auf diesem Rechner, als Benutzer dieses Bildschirms, dies ausführen und die Einstellungsdatei schreiben, wie es dort steht.</translation>
    </message>
    <message>
        <source>IT can do it here. Without a keyboard: run this on this machine, as the user of this screen.</source>
        <translation>Die IT kann das hier tun. Ohne Tastatur: auf diesem Rechner, als Benutzer dieses Bildschirms, dies ausführen.</translation>
    </message>
    <message>
        <source>The keyring is locked</source>
        <translation>Der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>It holds this wallboard&apos;s client secret. An automatic sign-in does not open it.</source>
        <translation>Er enthält das Client Secret dieses Wallboards. Eine automatische Anmeldung öffnet ihn nicht.</translation>
    </message>
    <message>
        <source>Ask IT: sign in to this machine once with its user&apos;s password, or have the keyring opened at each start.</source>
        <translation>Bitte die IT: einmal mit dem Passwort des Benutzers an diesem Rechner anmelden, oder den Schlüsselbund bei jedem Start öffnen lassen.</translation>
    </message>
    <message>
        <source>Ask IT: start the wallboard in its user&apos;s session; on Linux, install gnome-keyring.</source>
        <translation>Bitte die IT: das Wallboard in der Sitzung seines Benutzers starten; unter Linux gnome-keyring installieren.</translation>
    </message>
    <message>
        <source>There is no keyring</source>
        <translation>Es gibt keinen Schlüsselbund</translation>
    </message>
    <message>
        <source>This wallboard&apos;s client secret is kept in a keyring alone.</source>
        <translation>Das Client Secret dieses Wallboards wird nur in einem Schlüsselbund aufbewahrt.</translation>
    </message>
    <message>
        <source>The keyring does not answer</source>
        <translation>Der Schlüsselbund antwortet nicht</translation>
    </message>
    <message>
        <source>It holds this wallboard&apos;s client secret.</source>
        <translation>Er enthält das Client Secret dieses Wallboards.</translation>
    </message>
    <message>
        <source>Ask IT: sign out of this machine and in again. This tells what is wrong:</source>
        <translation>Bitte die IT: von diesem Rechner ab- und wieder anmelden. Dies sagt, was nicht stimmt:</translation>
    </message>
    <message>
        <source>The board comes by itself, seconds after the keyring can be read.</source>
        <translation>Das Board erscheint von selbst, Sekunden nachdem der Schlüsselbund gelesen werden kann.</translation>
    </message>
    <message>
        <source>It lacks permissions. Ask IT to add them to the role of its client:</source>
        <translation>Es fehlen Berechtigungen. Bitte die IT, sie der Rolle des Clients zu geben:</translation>
    </message>
    <message>
        <source>Connected to {organisation}</source>
        <translation>Verbunden mit {organisation}</translation>
    </message>
    <message>
        <source>The board comes by itself.</source>
        <translation>Das Board erscheint von selbst.</translation>
    </message>
    <message>
        <source>The wallboard&apos;s own service does not answer. Try again in a moment.</source>
        <translation>Der Dienst des Wallboards antwortet nicht. Bitte gleich noch einmal versuchen.</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>Off queue: {presence}</source>
        <translation>Nicht in Queue: {presence}</translation>
    </message>
    <message>
        <source>On a Call</source>
        <translation>Im Gespräch</translation>
    </message>
    <message>
        <source>On an Interaction</source>
        <translation>In einer Interaktion</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Nachbearbeitung</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Es klingelt</translation>
    </message>
    <message>
        <source>Alerting</source>
        <translation>Es klingelt</translation>
    </message>
    <message>
        <source>Not Responding</source>
        <translation>Reagiert nicht</translation>
    </message>
    <message>
        <source>Off queue</source>
        <translation>Nicht in Queue</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Inaktiv</translation>
    </message>
    <message>
        <source>Meal</source>
        <translation>Essen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Schulung</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>Besprechung</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pause</translation>
    </message>
</context>
<context>
    <name>summary</name>
    <message>
        <source>AHT {average}</source>
        <translation>AHT {average}</translation>
    </message>
    <message numerus="yes">
        <source>%n active</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n aktiv</numerusform>
            <numerusform>%n aktiv</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on a call</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n im Gespräch</numerusform>
            <numerusform>%n im Gespräch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in wrap-up</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n in Nachbearbeitung</numerusform>
            <numerusform>%n in Nachbearbeitung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n closed</source>
        <comment>conversations</comment>
        <translation>
            <numerusform>%n bearbeitet</numerusform>
            <numerusform>%n bearbeitet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>callers</comment>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>≥ %n waiting</source>
        <comment>callers, at least</comment>
        <translation>
            <numerusform>≥ %n wartet</numerusform>
            <numerusform>≥ %n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hung up</source>
        <comment>callers</comment>
        <translation>
            <numerusform>%n hat aufgelegt</numerusform>
            <numerusform>%n haben aufgelegt</numerusform>
        </translation>
    </message>
    <message>
        <source>longest {duration}</source>
        <comment>who waits longest</comment>
        <translation>am längsten {duration}</translation>
    </message>
    <message>
        <source>longest ≥ {duration}</source>
        <comment>who waits longest, at least</comment>
        <translation>am längsten ≥ {duration}</translation>
    </message>
    <message>
        <source>{share} % in time</source>
        <comment>callers answered</comment>
        <translation>{share} % rechtzeitig</translation>
    </message>
    <message>
        <source>{share} % in time, under {least} %</source>
        <comment>callers answered</comment>
        <translation>{share} % rechtzeitig, unter {least} %</translation>
    </message>
    <message>
        <source>{figure}, over {most}</source>
        <comment>a figure, and what it should not be above</comment>
        <translation>{figure}, über {most}</translation>
    </message>
</context>
<context>
    <name>teams</name>
    <message>
        <source>Most closed per agent who took part, then shortest AHT</source>
        <translation>Meiste Abschlüsse je beteiligtem Agenten, dann kürzeste AHT</translation>
    </message>
    <message numerus="yes">
        <source>{closed} closed by %n agent(s) · AHT {average}</source>
        <translation>
            <numerusform>{closed} bearbeitet von %n Agenten · AHT {average}</numerusform>
            <numerusform>{closed} bearbeitet von %n Agenten · AHT {average}</numerusform>
        </translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>too few took part to tell</source>
        <translation>zu wenige beteiligt für eine Angabe</translation>
    </message>
    <message>
        <source>nothing closed yet</source>
        <translation>noch nichts bearbeitet</translation>
    </message>
    <message numerus="yes">
        <source>%n active</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n aktiv</numerusform>
            <numerusform>%n aktiv</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>, </source>
        <comment>between the members of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>h:mm:ss AP</source>
        <comment>a clock of 12 hours, as QLocale.toString takes it</comment>
        <translation>h:mm:ss AP</translation>
    </message>
    <message>
        <source>h:mm AP</source>
        <comment>a clock of 12 hours, as QLocale.toString takes it</comment>
        <translation>h:mm AP</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a day of this year, as QLocale.toString takes it</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>{day} {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>≤ {time}</source>
        <comment>at most; from the left to the right</comment>
        <translation>≤ {time}</translation>
    </message>
    <message>
        <source>≈ {time}</source>
        <comment>about; from the left to the right</comment>
        <translation>≈ {time}</translation>
    </message>
    <message>
        <source>≤ {figure}</source>
        <comment>at most; from the left to the right</comment>
        <translation>≤ {figure}</translation>
    </message>
    <message>
        <source>N/A</source>
        <comment>an average of nothing, a number that was not told; short</comment>
        <translation>k. A.</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>Real-time metrics are for operational use only. Official statistics are available in end-of-day reports.</source>
        <translation>Echtzeitwerte dienen nur der laufenden Steuerung. Offizielle Statistiken stehen in den Tagesberichten.</translation>
    </message>
    <message>
        <source>The settings were changed and cannot be used: the last good ones count</source>
        <translation>Die geänderten Einstellungen sind nicht brauchbar: es gelten die letzten guten</translation>
    </message>
    <message>
        <source>Reconciled {window}: nobody to compare</source>
        <translation>Abgeglichen {window}: niemand zu vergleichen</translation>
    </message>
    <message numerus="yes">
        <source>Reconciled {window}: %n of {agents} agents differ(s)</source>
        <translation>
            <numerusform>Abgeglichen {window}: %n von {agents} Agenten weicht ab</numerusform>
            <numerusform>Abgeglichen {window}: %n von {agents} Agenten weichen ab</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reconciled {window}: %n agent(s) agree</source>
        <translation>
            <numerusform>Abgeglichen {window}: %n Agent stimmt überein</numerusform>
            <numerusform>Abgeglichen {window}: %n Agenten stimmen überein</numerusform>
        </translation>
    </message>
</context>
</TS>
