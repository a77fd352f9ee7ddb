<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>cause</name>
    <message numerus="yes">
        <source>%n agent(s) are hidden by now: ask IT to add their division to the client&apos;s role</source>
        <translation>
            <numerusform>An agent is hidden by now: ask IT to add their division to the client&apos;s role</numerusform>
            <numerusform>%n agents are hidden by now: ask IT to add their division to the client&apos;s role</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>goals</name>
    <message numerus="yes">
        <source>%n to go · {percent} %</source>
        <comment>conversations</comment>
        <translation>
            <numerusform>%n to go · {percent} %</numerusform>
            <numerusform>%n to go · {percent} %</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>heard</name>
    <message numerus="yes">
        <source>up %n place(s)</source>
        <comment>in the ranking</comment>
        <translation>
            <numerusform>up %n place</numerusform>
            <numerusform>up %n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>down %n place(s)</source>
        <comment>in the ranking</comment>
        <translation>
            <numerusform>down %n place</numerusform>
            <numerusform>down %n places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rule</name>
    <message numerus="yes">
        <source>{rule}, from %n closed on</source>
        <translation>
            <numerusform>{rule}, from %n closed on</numerusform>
            <numerusform>{rule}, from %n closed on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody is ranked yet.
Ranks begin at %n closed.</source>
        <translation>
            <numerusform>Nobody is ranked yet.
Ranks begin at %n closed.</numerusform>
            <numerusform>Nobody is ranked yet.
Ranks begin at %n closed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody is ranked yet.
Ranks begin at %n closed and after {minutes} min on queue.</source>
        <translation>
            <numerusform>Nobody is ranked yet.
Ranks begin at %n closed and after {minutes} min on queue.</numerusform>
            <numerusform>Nobody is ranked yet.
Ranks begin at %n closed and after {minutes} min on queue.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>summary</name>
    <message numerus="yes">
        <source>%n active</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n active</numerusform>
            <numerusform>%n active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on a call</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n on a call</numerusform>
            <numerusform>%n on a call</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in wrap-up</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n in wrap-up</numerusform>
            <numerusform>%n in wrap-up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n closed</source>
        <comment>conversations</comment>
        <translation>
            <numerusform>%n closed</numerusform>
            <numerusform>%n closed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>callers</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>≥ %n waiting</source>
        <comment>callers, at least</comment>
        <translation>
            <numerusform>≥ %n waiting</numerusform>
            <numerusform>≥ %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hung up</source>
        <comment>callers</comment>
        <translation>
            <numerusform>%n hung up</numerusform>
            <numerusform>%n hung up</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>teams</name>
    <message numerus="yes">
        <source>{closed} closed by %n agent(s) · AHT {average}</source>
        <translation>
            <numerusform>{closed} closed by %n agent · AHT {average}</numerusform>
            <numerusform>{closed} closed by %n agents · AHT {average}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n active</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n active</numerusform>
            <numerusform>%n active</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>words</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reconciled {window}: %n of {agents} agents differ(s)</source>
        <translation>
            <numerusform>Reconciled {window}: %n of {agents} agents differs</numerusform>
            <numerusform>Reconciled {window}: %n of {agents} agents differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reconciled {window}: %n agent(s) agree</source>
        <translation>
            <numerusform>Reconciled {window}: %n agent agrees</numerusform>
            <numerusform>Reconciled {window}: %n agents agree</numerusform>
        </translation>
    </message>
</context>
</TS>
