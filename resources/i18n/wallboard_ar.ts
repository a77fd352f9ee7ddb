<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG" sourcelanguage="en">
<context>
    <name>BoardView</name>
    <message>
        <source>Podium</source>
        <translation>المنصة</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>الترتيب</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>Set by your organisation.</source>
        <translation>حدّدته مؤسستك.</translation>
    </message>
</context>
<context>
    <name>GoalScene</name>
    <message>
        <source>Goals</source>
        <translation>الأهداف</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>المساعدة</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>this help</source>
        <translation>هذه المساعدة</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>← → ↑ ↓</source>
        <translation>‎← → ↑ ↓</translation>
    </message>
    <message>
        <source>turn to the next page or scene</source>
        <translation>الصفحة أو المشهد التالي</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>مسافة</translation>
    </message>
    <message>
        <source>stop turning, or go on</source>
        <translation>إيقاف التقليب أو متابعته</translation>
    </message>
    <message>
        <source>PgUp, PgDn</source>
        <translation>PgUp، PgDn</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>الشيء نفسه</translation>
    </message>
    <message>
        <source>full screen, and back</source>
        <translation>ملء الشاشة والعودة</translation>
    </message>
    <message>
        <source>close this, or leave the full screen</source>
        <translation>إغلاق هذا، أو مغادرة ملء الشاشة</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>العلامات</translation>
    </message>
    <message>
        <source>about: half a second or more may be missing</source>
        <translation>تقريبًا: قد ينقص نصف ثانية أو أكثر</translation>
    </message>
    <message>
        <source>at most: what ran at the start is not known yet</source>
        <translation>على الأكثر: ما كان جاريًا عند البدء غير معروف بعد</translation>
    </message>
    <message>
        <source>ranks gained or lost since the time below</source>
        <translation>مراتب كُسبت أو فُقدت منذ الوقت أدناه</translation>
    </message>
    <message>
        <source>lit row</source>
        <translation>صف مضاء</translation>
    </message>
    <message>
        <source>closed more and rose at the last update</source>
        <translation>أغلق أكثر وصعد في آخر تحديث</translation>
    </message>
    <message>
        <source>lit status</source>
        <translation>حالة مضاءة</translation>
    </message>
    <message>
        <source>an unusually long conversation</source>
        <translation>محادثة طويلة على غير العادة</translation>
    </message>
    <message>
        <source>≈</source>
        <translation>‎≈</translation>
    </message>
    <message>
        <source>≤</source>
        <translation>‎≤</translation>
    </message>
    <message>
        <source>≥</source>
        <translation>‎≥</translation>
    </message>
    <message>
        <source>▲ ▼</source>
        <translation>‎▲ ▼</translation>
    </message>
    <message>
        <source>at least: it may be longer, or more</source>
        <translation>على الأقل: قد تكون أطول أو أكثر</translation>
    </message>
    <message>
        <source>over, under</source>
        <translation>فوق، تحت</translation>
    </message>
    <message>
        <source>beyond the board&apos;s own threshold</source>
        <translation>خارج حد هذه اللوحة</translation>
    </message>
    <message>
        <source>a clock</source>
        <translation>ساعة</translation>
    </message>
    <message>
        <source>older than the others: from that time</source>
        <translation>أقدم من غيرها: من ذلك الوقت</translation>
    </message>
    <message>
        <source>has no rank yet: the row says why</source>
        <translation>بلا ترتيب بعد: السبب مذكور في الصف</translation>
    </message>
    <message>
        <source>How far to trust the numbers</source>
        <translation>مدى الثقة بالأرقام</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>مباشر</translation>
    </message>
    <message>
        <source>they come as they should</source>
        <translation>تصل كما ينبغي</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>متأخر</translation>
    </message>
    <message>
        <source>the next ones are overdue</source>
        <translation>التالية متأخرة</translation>
    </message>
    <message>
        <source>Stale data</source>
        <translation>بيانات قديمة</translation>
    </message>
    <message>
        <source>two updates or more are missing</source>
        <translation>ينقص تحديثان أو أكثر</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>لا بيانات بعد</translation>
    </message>
    <message>
        <source>none have come so far</source>
        <translation>لم يصل أي منها بعد</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>the wallboard&apos;s own service is silent</source>
        <translation>خدمة اللوحة صامتة</translation>
    </message>
    <message>
        <source>What an agent does</source>
        <translation>ما يفعله الموظف</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>متاح</translation>
    </message>
    <message>
        <source>free, or a call is ringing</source>
        <translation>حر، أو يرن اتصال</translation>
    </message>
    <message>
        <source>On a Call</source>
        <translation>في مكالمة</translation>
    </message>
    <message>
        <source>in a conversation of any kind</source>
        <translation>في محادثة من أي نوع</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>إنهاء العمل</translation>
    </message>
    <message>
        <source>finishing the last conversation</source>
        <translation>ينهي آخر محادثة</translation>
    </message>
    <message>
        <source>Off queue</source>
        <translation>خارج القائمة</translation>
    </message>
    <message>
        <source>at work, takes no conversations</source>
        <translation>في العمل، لا يستقبل محادثات</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>سجّل الخروج</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>غير ذلك</translation>
    </message>
    <message>
        <source>a status that is not known here</source>
        <translation>حالة غير معروفة هنا</translation>
    </message>
</context>
<context>
    <name>ListHeader</name>
    <message>
        <source>Agent</source>
        <translation>الموظف</translation>
    </message>
</context>
<context>
    <name>PageDots</name>
    <message>
        <source>Paused</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>صفحة %1 من %2</translation>
    </message>
</context>
<context>
    <name>PodiumColumn</name>
    <message>
        <source>%1 %2</source>
        <comment>a number&apos;s name, and the number</comment>
        <translation>‏%1 %2</translation>
    </message>
</context>
<context>
    <name>PodiumScene</name>
    <message>
        <source>Podium</source>
        <translation>المنصة</translation>
    </message>
</context>
<context>
    <name>RegionField</name>
    <message>
        <source>Region</source>
        <translation>المنطقة</translation>
    </message>
    <message>
        <source>↓ for the list, or another host</source>
        <translation>↓ للقائمة، أو مضيف آخر</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>المناطق</translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>Client ID</source>
        <translation>معرّف العميل</translation>
    </message>
    <message>
        <source>of an OAuth client with client credentials</source>
        <translation>لعميل OAuth ببيانات اعتماد العميل</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>سر العميل</translation>
    </message>
    <message>
        <source>kept in this user&apos;s keyring alone</source>
        <translation>يُحفظ في سلسلة مفاتيح هذا المستخدم فقط</translation>
    </message>
    <message>
        <source>The day&apos;s numbers start at</source>
        <translation>تبدأ أرقام اليوم عند</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>جارٍ الاتصال …</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>اتصال</translation>
    </message>
    <message>
        <source>Signing in to Genesys Cloud. This can take a minute.</source>
        <translation>تسجيل الدخول إلى Genesys Cloud. قد يستغرق ذلك دقيقة.</translation>
    </message>
</context>
<context>
    <name>TeamRow</name>
    <message>
        <source>rank %1</source>
        <translation>المرتبة %1</translation>
    </message>
    <message>
        <source>%1 closed per agent</source>
        <translation>%1 مغلقة لكل موظف</translation>
    </message>
</context>
<context>
    <name>TeamsScene</name>
    <message>
        <source>Closed per agent</source>
        <translation>المغلقة لكل موظف</translation>
    </message>
</context>
<context>
    <name>cause</name>
    <message>
        <source>Genesys Cloud asks to wait</source>
        <translation>يطلب Genesys Cloud الانتظار</translation>
    </message>
    <message>
        <source>Genesys Cloud did not answer in time</source>
        <translation>لم يُجب Genesys Cloud في الوقت المناسب</translation>
    </message>
    <message>
        <source>This machine&apos;s clock seems to be wrong: ask IT to set it</source>
        <translation>ساعة هذا الجهاز خاطئة على ما يبدو: اطلب من قسم تقنية المعلومات ضبطها</translation>
    </message>
    <message>
        <source>Genesys Cloud cannot be reached</source>
        <translation>يتعذر الوصول إلى Genesys Cloud</translation>
    </message>
    <message>
        <source>Genesys Cloud reports a fault of its own</source>
        <translation>يبلغ Genesys Cloud عن خلل لديه</translation>
    </message>
    <message>
        <source>The network&apos;s proxy cannot be reached: tell IT</source>
        <translation>تعذّر الوصول إلى الخادم الوكيل للشبكة: أبلغ قسم تقنية المعلومات</translation>
    </message>
    <message>
        <source>The proxy refuses the sign-in (407): ask IT to run wallboard-poller doctor</source>
        <translation>الخادم الوكيل يرفض تسجيل الدخول (407): اطلب من قسم تقنية المعلومات تشغيل wallboard-poller doctor</translation>
    </message>
    <message>
        <source>The proxy does not let through to Genesys Cloud: tell IT</source>
        <translation>الخادم الوكيل لا يسمح بالمرور إلى Genesys Cloud: أبلغ قسم تقنية المعلومات</translation>
    </message>
    <message>
        <source>A certificate is not trusted: ask IT to run wallboard-poller doctor</source>
        <translation>إحدى الشهادات غير موثوق بها: اطلب من قسم تقنية المعلومات تشغيل wallboard-poller doctor</translation>
    </message>
    <message>
        <source>Certificate of {host} is not trusted: ask IT to run wallboard-poller doctor</source>
        <translation>شهادة {host} غير موثوق بها: اطلب من قسم تقنية المعلومات تشغيل wallboard-poller doctor</translation>
    </message>
    <message>
        <source>Wrong client secret: ask IT to run wallboard-poller login</source>
        <translation>سر العميل خاطئ: اطلب من قسم تقنية المعلومات تشغيل wallboard-poller login</translation>
    </message>
    <message>
        <source>Sign-in revoked: ask IT to run wallboard-poller login</source>
        <translation>أُلغي تسجيل الدخول: اطلب من قسم تقنية المعلومات تشغيل wallboard-poller login</translation>
    </message>
    <message>
        <source>Sign-in expired, and it cannot be renewed yet</source>
        <translation>انتهت صلاحية تسجيل الدخول ولا يمكن تجديدها بعد</translation>
    </message>
    <message>
        <source>Client unknown in its region: ask IT to check id and region</source>
        <translation>العميل غير معروف في منطقته: اطلب من قسم تقنية المعلومات التحقق من المعرّف والمنطقة</translation>
    </message>
    <message>
        <source>Client unknown in {region}: ask IT to check id and region</source>
        <translation>العميل غير معروف في {region}: اطلب من قسم تقنية المعلومات التحقق من المعرّف والمنطقة</translation>
    </message>
    <message>
        <source>All agents are hidden: ask IT to add their division to the client&apos;s role</source>
        <translation>جميع الموظفين مخفيون: اطلب من قسم تقنية المعلومات إضافة قسمهم إلى دور العميل</translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) are hidden by now: ask IT to add their division to the client&apos;s role</source>
        <translation>
            <numerusform>لا موظف مخفي الآن: اطلب من قسم تقنية المعلومات مراجعة دور العميل</numerusform>
            <numerusform>موظف واحد مخفي الآن: اطلب من قسم تقنية المعلومات إضافة قسمه إلى دور العميل</numerusform>
            <numerusform>موظفان مخفيان الآن: اطلب من قسم تقنية المعلومات إضافة قسمهما إلى دور العميل</numerusform>
            <numerusform>%n موظفين مخفيون الآن: اطلب من قسم تقنية المعلومات إضافة قسمهم إلى دور العميل</numerusform>
            <numerusform>%n موظفًا مخفيون الآن: اطلب من قسم تقنية المعلومات إضافة قسمهم إلى دور العميل</numerusform>
            <numerusform>%n موظف مخفيون الآن: اطلب من قسم تقنية المعلومات إضافة قسمهم إلى دور العميل</numerusform>
        </translation>
    </message>
    <message>
        <source>Genesys Cloud refuses the sign-in that it has just given: tell IT (401)</source>
        <translation>يرفض Genesys Cloud تسجيل الدخول الذي منحه للتو: أبلغ قسم تقنية المعلومات (401)</translation>
    </message>
    <message>
        <source>Permission missing: ask IT for {permission}</source>
        <translation>إذن ناقص: اطلب من قسم تقنية المعلومات {permission}</translation>
    </message>
    <message>
        <source>Permission missing: ask IT to check its permissions</source>
        <translation>إذن ناقص: اطلب من قسم تقنية المعلومات التحقق من الأذونات</translation>
    </message>
    <message>
        <source>The network leads elsewhere than to Genesys Cloud: ask IT to check it</source>
        <translation>الشبكة لا تؤدي إلى Genesys Cloud: اطلب من قسم تقنية المعلومات التحقق منها</translation>
    </message>
    <message>
        <source>Genesys Cloud does not accept what the wallboard asks: tell IT</source>
        <translation>لا يقبل Genesys Cloud ما تطلبه اللوحة: أبلغ قسم تقنية المعلومات</translation>
    </message>
    <message>
        <source>Genesys Cloud sends answers that cannot be read</source>
        <translation>يرسل Genesys Cloud إجابات لا يمكن قراءتها</translation>
    </message>
    <message>
        <source>Group not found: ask IT to run wallboard-poller doctor</source>
        <translation>المجموعة غير موجودة: اطلب من قسم تقنية المعلومات تشغيل wallboard-poller doctor</translation>
    </message>
    <message>
        <source>Team not found: ask IT to run wallboard-poller doctor</source>
        <translation>الفريق غير موجود: اطلب من قسم تقنية المعلومات تشغيل wallboard-poller doctor</translation>
    </message>
    <message>
        <source>Queue not found: ask IT to run wallboard-poller doctor</source>
        <translation>قائمة الانتظار غير موجودة: اطلب من قسم تقنية المعلومات تشغيل wallboard-poller doctor</translation>
    </message>
    <message>
        <source>Genesys Cloud asks to wait until {time}</source>
        <translation>يطلب Genesys Cloud الانتظار حتى {time}</translation>
    </message>
    <message>
        <source>{cause} until {time}</source>
        <translation>{cause} حتى {time}</translation>
    </message>
    <message>
        <source>{cause}; {next_try}</source>
        <translation>{cause}؛ {next_try}</translation>
    </message>
    <message>
        <source>{cause}, retrying</source>
        <translation>{cause}، تجري إعادة المحاولة</translation>
    </message>
    <message>
        <source>Last poll failed, retrying</source>
        <translation>فشل آخر استعلام، تجري إعادة المحاولة</translation>
    </message>
    <message>
        <source>Machine&apos;s clock {time} behind; the time here is right</source>
        <translation>ساعة الجهاز متأخرة {time}؛ الوقت هنا صحيح</translation>
    </message>
    <message>
        <source>Machine&apos;s clock {time} ahead; the time here is right</source>
        <translation>ساعة الجهاز متقدمة {time}؛ الوقت هنا صحيح</translation>
    </message>
    <message>
        <source>trying again now</source>
        <translation>تجري المحاولة الآن</translation>
    </message>
    <message>
        <source>next try in {time}</source>
        <translation>المحاولة التالية بعد {time}</translation>
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
        <translation>المغلقة</translation>
    </message>
    <message>
        <source>Started</source>
        <comment>the head of a column</comment>
        <translation>البادئة</translation>
    </message>
    <message>
        <source>Handle time</source>
        <comment>the head of a column</comment>
        <translation>وقت المعالجة</translation>
    </message>
    <message>
        <source>Closed/h</source>
        <comment>the head of a column: closed conversations per hour</comment>
        <translation>المغلقة/س</translation>
    </message>
    <message>
        <source>closed</source>
        <comment>beside a large number</comment>
        <translation>مغلقة</translation>
    </message>
    <message>
        <source>started</source>
        <comment>beside a large number</comment>
        <translation>بدأت</translation>
    </message>
    <message>
        <source>AHT</source>
        <translation>AHT</translation>
    </message>
    <message>
        <source>handle time</source>
        <comment>beside a number</comment>
        <translation>وقت المعالجة</translation>
    </message>
    <message>
        <source>per hour</source>
        <comment>closed conversations, beside a number</comment>
        <translation>في الساعة</translation>
    </message>
</context>
<context>
    <name>condition</name>
    <message>
        <source>Live</source>
        <comment>the data is fresh</comment>
        <translation>مباشر</translation>
    </message>
    <message>
        <source>Late</source>
        <comment>the data is late</comment>
        <translation>متأخر</translation>
    </message>
    <message>
        <source>Stale data</source>
        <translation>بيانات قديمة</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>لا بيانات بعد</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Updating every {seconds} s: rate limit</source>
        <translation>التحديث كل {seconds} ث: حد الطلبات</translation>
    </message>
    <message>
        <source>Everybody updated within {seconds} s: rate limit</source>
        <translation>تحديث الجميع خلال {seconds} ث: حد الطلبات</translation>
    </message>
    <message>
        <source>No update since the service started.</source>
        <translation>لا تحديث منذ بدء الخدمة.</translation>
    </message>
    <message>
        <source>Last update {age} ago.</source>
        <translation>آخر تحديث قبل {age}.</translation>
    </message>
    <message>
        <source>The next update is overdue.</source>
        <translation>التحديث التالي متأخر.</translation>
    </message>
    <message>
        <source>STALE DATA</source>
        <translation>بيانات قديمة</translation>
    </message>
    <message>
        <source>NOT CONNECTED</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>The wallboard&apos;s own service is being started.</source>
        <translation>يجري تشغيل خدمة اللوحة.</translation>
    </message>
    <message>
        <source>The first numbers are on their way.</source>
        <translation>الأرقام الأولى في الطريق.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>يبدأ التشغيل</translation>
    </message>
    <message>
        <source>Meant for the monitor {name}, which is not there</source>
        <translation>مخصصة للشاشة {name}، وهي غير موجودة</translation>
    </message>
    <message>
        <source>Connect this wallboard</source>
        <translation>اربط هذه اللوحة</translation>
    </message>
    <message>
        <source>The wallboard&apos;s own service does not answer; starting it again.</source>
        <translation>خدمة اللوحة لا تجيب؛ تجري إعادة تشغيلها.</translation>
    </message>
    <message>
        <source>Nobody was active</source>
        <translation>لم يكن أحد نشطًا</translation>
    </message>
    <message>
        <source>No agent of this board was available, on a call or in wrap-up.</source>
        <translation>لم يكن أي موظف في هذه اللوحة متاحًا أو في مكالمة أو في إنهاء العمل.</translation>
    </message>
    <message>
        <source>Nobody is active</source>
        <translation>لا أحد نشط</translation>
    </message>
    <message>
        <source>No agent of this board is available, on a call or in wrap-up right now.</source>
        <translation>لا أحد من موظفي هذه اللوحة متاح أو في مكالمة أو في إنهاء العمل الآن.</translation>
    </message>
    <message>
        <source>The wallboard cannot start</source>
        <translation>لا يمكن تشغيل اللوحة</translation>
    </message>
    <message>
        <source>It looks again every few seconds and starts by itself once this is mended.</source>
        <translation>تعيد المحاولة كل بضع ثوانٍ وتبدأ من تلقاء نفسها عند إصلاح ذلك.</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>لا تعمل</translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation>غير مُعدّة</translation>
    </message>
    <message>
        <source>{trouble}.</source>
        <comment>ends a sentence</comment>
        <translation>{trouble}.</translation>
    </message>
    <message>
        <source>What the service sends cannot be shown.</source>
        <translation>لا يمكن عرض ما ترسله الخدمة.</translation>
    </message>
</context>
<context>
    <name>face</name>
    <message>
        <source>Data delayed by up to {seconds} s</source>
        <translation>تأخر البيانات حتى {seconds} ث</translation>
    </message>
    <message>
        <source>No other agent is active right now.</source>
        <translation>لا يوجد موظف نشط آخر الآن.</translation>
    </message>
    <message>
        <source>Rehearsal × {rate}</source>
        <translation>تجربة × {rate}</translation>
    </message>
    <message>
        <source>Since {time} · {rule}</source>
        <translation>منذ {time} · {rule}</translation>
    </message>
    <message>
        <source>Updated {updated} · as of {as_of}</source>
        <translation>حُدّث {updated} · حتى {as_of}</translation>
    </message>
    <message>
        <source>{places} of {total}</source>
        <translation>{places} من {total}</translation>
    </message>
    <message>
        <source>▲▼ since {time} · {places}</source>
        <comment>arrows of rank</comment>
        <translation>▲▼ منذ {time} · {places}</translation>
    </message>
</context>
<context>
    <name>goals</name>
    <message>
        <source>Closed by everybody</source>
        <comment>conversations</comment>
        <translation>المغلقة من الجميع</translation>
    </message>
    <message>
        <source>of {wanted}</source>
        <comment>after a large number</comment>
        <translation>من {wanted}</translation>
    </message>
    <message numerus="yes">
        <source>%n to go · {percent} %</source>
        <comment>conversations</comment>
        <translation>
            <numerusform>بقي %n · {percent}%</numerusform>
            <numerusform>بقي %n · {percent}%</numerusform>
            <numerusform>بقي %n · {percent}%</numerusform>
            <numerusform>بقي %n · {percent}%</numerusform>
            <numerusform>بقي %n · {percent}%</numerusform>
            <numerusform>بقي %n · {percent}%</numerusform>
        </translation>
    </message>
    <message>
        <source>Goal reached · {percent} %</source>
        <translation>تحقق الهدف · {percent}%</translation>
    </message>
    <message>
        <source>AHT</source>
        <translation>AHT</translation>
    </message>
    <message>
        <source>at most {wanted}</source>
        <translation>{wanted} على الأكثر</translation>
    </message>
    <message>
        <source>Answered in time</source>
        <translation>أُجيب في الوقت</translation>
    </message>
    <message>
        <source>at least {wanted} %</source>
        <translation>{wanted}% على الأقل</translation>
    </message>
    <message>
        <source>{share} %</source>
        <comment>a large number</comment>
        <translation>{share}%</translation>
    </message>
    <message>
        <source>Within the goal</source>
        <translation>ضمن الهدف</translation>
    </message>
    <message>
        <source>Not within the goal</source>
        <translation>خارج الهدف</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>غير معروف بعد</translation>
    </message>
</context>
<context>
    <name>heard</name>
    <message>
        <source>rank {rank}</source>
        <translation>المرتبة {rank}</translation>
    </message>
    <message>
        <source>{status} {duration}</source>
        <comment>what an agent does, and for how long</comment>
        <translation>{status} {duration}</translation>
    </message>
    <message>
        <source>an unusually long conversation</source>
        <translation>محادثة طويلة على غير العادة</translation>
    </message>
    <message>
        <source>not ranked: {why}</source>
        <comment>begins as the message that tells how many are closed of how many</comment>
        <translation>دون ترتيب: {why}</translation>
    </message>
    <message numerus="yes">
        <source>up %n place(s)</source>
        <comment>in the ranking</comment>
        <translation>
            <numerusform>دون تغير</numerusform>
            <numerusform>صعد مرتبة</numerusform>
            <numerusform>صعد مرتبتين</numerusform>
            <numerusform>صعد %n مراتب</numerusform>
            <numerusform>صعد %n مرتبة</numerusform>
            <numerusform>صعد %n مرتبة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>down %n place(s)</source>
        <comment>in the ranking</comment>
        <translation>
            <numerusform>دون تغير</numerusform>
            <numerusform>هبط مرتبة</numerusform>
            <numerusform>هبط مرتبتين</numerusform>
            <numerusform>هبط %n مراتب</numerusform>
            <numerusform>هبط %n مرتبة</numerusform>
            <numerusform>هبط %n مرتبة</numerusform>
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
        <translation>نحو {figure}</translation>
    </message>
    <message>
        <source>at most {figure}</source>
        <translation>{figure} على الأكثر</translation>
    </message>
    <message>
        <source>at least {figure}</source>
        <translation>{figure} على الأقل</translation>
    </message>
</context>
<context>
    <name>outage</name>
    <message>
        <source>Reconnected after {duration}</source>
        <translation>عاد الاتصال بعد {duration}</translation>
    </message>
</context>
<context>
    <name>row</name>
    <message>
        <source>as of {time}</source>
        <translation>حتى {time}</translation>
    </message>
    <message>
        <source>status of {time}</source>
        <translation>الحالة عند {time}</translation>
    </message>
    <message>
        <source>per hour of {time}</source>
        <translation>في الساعة عند {time}</translation>
    </message>
    <message>
        <source>≥ {time}</source>
        <comment>at least; from the left to the right</comment>
        <translation>‎≥ {time}</translation>
    </message>
</context>
<context>
    <name>rule</name>
    <message numerus="yes">
        <source>{rule}, from %n closed on</source>
        <translation>
            <numerusform>{rule}</numerusform>
            <numerusform>{rule}، من محادثة مغلقة واحدة</numerusform>
            <numerusform>{rule}، من محادثتين مغلقتين</numerusform>
            <numerusform>{rule}، من %n محادثات مغلقة</numerusform>
            <numerusform>{rule}، من %n محادثة مغلقة</numerusform>
            <numerusform>{rule}، من %n محادثة مغلقة</numerusform>
        </translation>
    </message>
    <message>
        <source>AHT (Compl.)</source>
        <comment>head of a narrow column: of completed conversations</comment>
        <translation>‏AHT (المغلقة)</translation>
    </message>
    <message>
        <source>AHT (all)</source>
        <comment>head of a narrow column: of all handle time</comment>
        <translation>‏AHT (الكل)</translation>
    </message>
    <message>
        <source>Shown: {statuses}.</source>
        <translation>المعروض: {statuses}.</translation>
    </message>
    <message>
        <source>AHT: all handle time ÷ closed conversations, too long while some run; no official AHT.</source>
        <translation>‏AHT: كل وقت المعالجة ÷ المحادثات المغلقة، أطول من اللازم ما دام بعضها جاريًا؛ ليس AHT رسميًا.</translation>
    </message>
    <message>
        <source>AHT: all handle time ÷ conversations begun, too short while some run; no official AHT.</source>
        <translation>‏AHT: كل وقت المعالجة ÷ المحادثات التي بدأت، أقصر من اللازم ما دام بعضها جاريًا؛ ليس AHT رسميًا.</translation>
    </message>
    <message>
        <source>not ranked: {closed} of {least}</source>
        <translation>دون ترتيب: {closed} من {least}</translation>
    </message>
    <message>
        <source>time not known</source>
        <comment>on queue; short</comment>
        <translation>الوقت غير معروف</translation>
    </message>
    <message>
        <source>{minutes} of {least} min</source>
        <comment>on queue; short</comment>
        <translation>{minutes} من {least} د</translation>
    </message>
    <message>
        <source>Nobody is ranked:
time on queue unknown.</source>
        <translation>لا ترتيب لأحد:
الوقت غير معروف.</translation>
    </message>
    <message numerus="yes">
        <source>Nobody is ranked yet.
Ranks begin at %n closed.</source>
        <translation>
            <numerusform>لا ترتيب لأحد بعد.</numerusform>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب من محادثة مغلقة واحدة.</numerusform>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب من محادثتين مغلقتين.</numerusform>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب من %n محادثات مغلقة.</numerusform>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب من %n محادثة مغلقة.</numerusform>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب من %n محادثة مغلقة.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody is ranked yet.
Ranks begin after {minutes} min on queue.</source>
        <translation>لا ترتيب لأحد بعد.
يبدأ الترتيب بعد {minutes} د في الانتظار.</translation>
    </message>
    <message numerus="yes">
        <source>Nobody is ranked yet.
Ranks begin at %n closed and after {minutes} min on queue.</source>
        <translation>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب بعد {minutes} د في الانتظار.</numerusform>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب من محادثة مغلقة واحدة وبعد {minutes} د في الانتظار.</numerusform>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب من محادثتين مغلقتين وبعد {minutes} د في الانتظار.</numerusform>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب من %n محادثات مغلقة وبعد {minutes} د في الانتظار.</numerusform>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب من %n محادثة مغلقة وبعد {minutes} د في الانتظار.</numerusform>
            <numerusform>لا ترتيب لأحد بعد.
يبدأ الترتيب من %n محادثة مغلقة وبعد {minutes} د في الانتظار.</numerusform>
        </translation>
    </message>
    <message>
        <source>Closed per hour is not known: this organisation&apos;s realtime contract does not tell time on queue.</source>
        <translation>المغلقة في الساعة غير معروفة: عقد البيانات الآنية لهذه المؤسسة لا يذكر وقت الانتظار.</translation>
    </message>
    <message>
        <source>Closed per hour is not known of everybody yet, or is older: rate limit.</source>
        <translation>المغلقة في الساعة غير معروفة للجميع بعد أو أقدم: حد الطلبات.</translation>
    </message>
    <message>
        <source>Closed per hour is not known of everybody yet, or is older: asked in turns.</source>
        <translation>المغلقة في الساعة غير معروفة للجميع بعد أو أقدم: السؤال بالتناوب.</translation>
    </message>
    <message>
        <source>Closed per hour: the time on queue could not be had just now.</source>
        <translation>المغلقة في الساعة: تعذر الحصول على الوقت الآن.</translation>
    </message>
    <message>
        <source>{first}, then {second}</source>
        <comment>an order by two figures</comment>
        <translation>{first}، ثم {second}</translation>
    </message>
    <message>
        <source>most closed</source>
        <translation>الأكثر إغلاقًا</translation>
    </message>
    <message>
        <source>fewest closed</source>
        <translation>الأقل إغلاقًا</translation>
    </message>
    <message>
        <source>shortest AHT</source>
        <translation>أقصر AHT</translation>
    </message>
    <message>
        <source>longest AHT</source>
        <translation>أطول AHT</translation>
    </message>
    <message>
        <source>most closed per hour on queue</source>
        <translation>الأكثر إغلاقًا في الساعة</translation>
    </message>
    <message>
        <source>fewest closed per hour on queue</source>
        <translation>الأقل إغلاقًا في الساعة</translation>
    </message>
    <message>
        <source>available</source>
        <comment>an agent</comment>
        <translation>متاح</translation>
    </message>
    <message>
        <source>on a call</source>
        <comment>an agent</comment>
        <translation>في مكالمة</translation>
    </message>
    <message>
        <source>in wrap-up</source>
        <comment>an agent</comment>
        <translation>في إنهاء العمل</translation>
    </message>
    <message>
        <source>off queue</source>
        <comment>an agent</comment>
        <translation>خارج قائمة الانتظار</translation>
    </message>
    <message>
        <source>other</source>
        <comment>an agent whose status is none of the others</comment>
        <translation>غير ذلك</translation>
    </message>
    <message>
        <source>{others} or {last}</source>
        <comment>a list</comment>
        <translation>{others} أو {last}</translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>Choose the region of your organisation.</source>
        <translation>اختر منطقة مؤسستك.</translation>
    </message>
    <message>
        <source>Choose a region, or give a domain such as mypurecloud.ie.</source>
        <translation>اختر منطقة، أو أدخل نطاقًا مثل mypurecloud.ie.</translation>
    </message>
    <message>
        <source>Give the id of the OAuth client: letters and digits, no spaces.</source>
        <translation>أدخل معرّف عميل OAuth: أحرف وأرقام بلا مسافات.</translation>
    </message>
    <message>
        <source>Give the client secret. It is not kept in this form.</source>
        <translation>أدخل سر العميل. لا يُحفظ في هذا النموذج.</translation>
    </message>
    <message>
        <source>Give a time of day such as 07:00.</source>
        <translation>أدخل وقتًا مثل 07:00.</translation>
    </message>
    <message>
        <source>Or is this wrong?</source>
        <translation>أم أن هذا خاطئ؟</translation>
    </message>
    <message>
        <source>This page goes away by itself once that is done.</source>
        <translation>تختفي هذه الصفحة من تلقاء نفسها عند إتمام ذلك.</translation>
    </message>
    <message>
        <source>IT can do it here. Without a keyboard: run this on this machine, as the user of this screen, and write the settings file as it says.</source>
        <translation>يمكن لقسم تقنية المعلومات فعل ذلك هنا. ودون لوحة مفاتيح: شغّل هذا على هذا الجهاز بحساب مستخدم هذه الشاشة، واكتب ملف الإعدادات كما يُذكر هناك.</translation>
    </message>
    <message>
        <source>IT can do it here. Without a keyboard: run this on this machine, as the user of this screen.</source>
        <translation>يمكن لقسم تقنية المعلومات فعل ذلك هنا. ودون لوحة مفاتيح: شغّل هذا على هذا الجهاز بحساب مستخدم هذه الشاشة.</translation>
    </message>
    <message>
        <source>The keyring is locked</source>
        <translation>سلسلة المفاتيح مقفلة</translation>
    </message>
    <message>
        <source>It holds this wallboard&apos;s client secret. An automatic sign-in does not open it.</source>
        <translation>تحتوي على سر العميل لهذه اللوحة. تسجيل الدخول التلقائي لا يفتحها.</translation>
    </message>
    <message>
        <source>Ask IT: sign in to this machine once with its user&apos;s password, or have the keyring opened at each start.</source>
        <translation>اطلب من قسم تقنية المعلومات: تسجيل الدخول إلى هذا الجهاز مرة واحدة بكلمة مرور مستخدمه، أو فتح سلسلة المفاتيح عند كل بدء تشغيل.</translation>
    </message>
    <message>
        <source>Ask IT: start the wallboard in its user&apos;s session; on Linux, install gnome-keyring.</source>
        <translation>اطلب من قسم تقنية المعلومات: تشغيل اللوحة في جلسة مستخدمها؛ وعلى Linux تثبيت gnome-keyring.</translation>
    </message>
    <message>
        <source>There is no keyring</source>
        <translation>لا توجد سلسلة مفاتيح</translation>
    </message>
    <message>
        <source>This wallboard&apos;s client secret is kept in a keyring alone.</source>
        <translation>لا يُحفظ سر العميل لهذه اللوحة إلا في سلسلة مفاتيح.</translation>
    </message>
    <message>
        <source>The keyring does not answer</source>
        <translation>سلسلة المفاتيح لا تستجيب</translation>
    </message>
    <message>
        <source>It holds this wallboard&apos;s client secret.</source>
        <translation>تحتوي على سر العميل لهذه اللوحة.</translation>
    </message>
    <message>
        <source>Ask IT: sign out of this machine and in again. This tells what is wrong:</source>
        <translation>اطلب من قسم تقنية المعلومات: تسجيل الخروج من هذا الجهاز ثم الدخول مجددًا. هذا الأمر يبيّن الخلل:</translation>
    </message>
    <message>
        <source>The board comes by itself, seconds after the keyring can be read.</source>
        <translation>تظهر اللوحة من تلقاء نفسها بعد ثوانٍ من إمكان قراءة سلسلة المفاتيح.</translation>
    </message>
    <message>
        <source>It lacks permissions. Ask IT to add them to the role of its client:</source>
        <translation>تنقصها أذونات. اطلب من قسم تقنية المعلومات إضافتها إلى دور العميل:</translation>
    </message>
    <message>
        <source>Connected to {organisation}</source>
        <translation>تم الاتصال بـ {organisation}</translation>
    </message>
    <message>
        <source>The board comes by itself.</source>
        <translation>تظهر اللوحة من تلقاء نفسها.</translation>
    </message>
    <message>
        <source>The wallboard&apos;s own service does not answer. Try again in a moment.</source>
        <translation>خدمة اللوحة لا تجيب. حاول مرة أخرى بعد قليل.</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>Off queue: {presence}</source>
        <translation>خارج القائمة: {presence}</translation>
    </message>
    <message>
        <source>On a Call</source>
        <translation>في مكالمة</translation>
    </message>
    <message>
        <source>On an Interaction</source>
        <translation>في تفاعل</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>إنهاء العمل</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>يرن</translation>
    </message>
    <message>
        <source>Alerting</source>
        <translation>يرن</translation>
    </message>
    <message>
        <source>Not Responding</source>
        <translation>لا يستجيب</translation>
    </message>
    <message>
        <source>Off queue</source>
        <translation>خارج القائمة</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>غير معروف</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>متاح</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>مشغول</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>خامل</translation>
    </message>
    <message>
        <source>Meal</source>
        <translation>وجبة</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>تدريب</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>اجتماع</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>استراحة</translation>
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
            <numerusform>%n نشط</numerusform>
            <numerusform>%n نشط</numerusform>
            <numerusform>%n نشط</numerusform>
            <numerusform>%n نشط</numerusform>
            <numerusform>%n نشط</numerusform>
            <numerusform>%n نشط</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on a call</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n في مكالمة</numerusform>
            <numerusform>%n في مكالمة</numerusform>
            <numerusform>%n في مكالمة</numerusform>
            <numerusform>%n في مكالمة</numerusform>
            <numerusform>%n في مكالمة</numerusform>
            <numerusform>%n في مكالمة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in wrap-up</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n في إنهاء العمل</numerusform>
            <numerusform>%n في إنهاء العمل</numerusform>
            <numerusform>%n في إنهاء العمل</numerusform>
            <numerusform>%n في إنهاء العمل</numerusform>
            <numerusform>%n في إنهاء العمل</numerusform>
            <numerusform>%n في إنهاء العمل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n closed</source>
        <comment>conversations</comment>
        <translation>
            <numerusform>%n مغلقة</numerusform>
            <numerusform>%n مغلقة</numerusform>
            <numerusform>%n مغلقة</numerusform>
            <numerusform>%n مغلقة</numerusform>
            <numerusform>%n مغلقة</numerusform>
            <numerusform>%n مغلقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>callers</comment>
        <translation>
            <numerusform>%n في الانتظار</numerusform>
            <numerusform>%n في الانتظار</numerusform>
            <numerusform>%n في الانتظار</numerusform>
            <numerusform>%n في الانتظار</numerusform>
            <numerusform>%n في الانتظار</numerusform>
            <numerusform>%n في الانتظار</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>≥ %n waiting</source>
        <comment>callers, at least</comment>
        <translation>
            <numerusform>%n على الأقل في الانتظار</numerusform>
            <numerusform>%n على الأقل في الانتظار</numerusform>
            <numerusform>%n على الأقل في الانتظار</numerusform>
            <numerusform>%n على الأقل في الانتظار</numerusform>
            <numerusform>%n على الأقل في الانتظار</numerusform>
            <numerusform>%n على الأقل في الانتظار</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hung up</source>
        <comment>callers</comment>
        <translation>
            <numerusform>%n أنهوا الاتصال</numerusform>
            <numerusform>%n أنهوا الاتصال</numerusform>
            <numerusform>%n أنهوا الاتصال</numerusform>
            <numerusform>%n أنهوا الاتصال</numerusform>
            <numerusform>%n أنهوا الاتصال</numerusform>
            <numerusform>%n أنهوا الاتصال</numerusform>
        </translation>
    </message>
    <message>
        <source>longest {duration}</source>
        <comment>who waits longest</comment>
        <translation>الأطول {duration}</translation>
    </message>
    <message>
        <source>longest ≥ {duration}</source>
        <comment>who waits longest, at least</comment>
        <translation>الأطول {duration} على الأقل</translation>
    </message>
    <message>
        <source>{share} % in time</source>
        <comment>callers answered</comment>
        <translation>{share}% في الوقت</translation>
    </message>
    <message>
        <source>{share} % in time, under {least} %</source>
        <comment>callers answered</comment>
        <translation>{share}% في الوقت، دون {least}%</translation>
    </message>
    <message>
        <source>{figure}, over {most}</source>
        <comment>a figure, and what it should not be above</comment>
        <translation>‏{figure}، فوق {most}</translation>
    </message>
</context>
<context>
    <name>teams</name>
    <message>
        <source>Most closed per agent who took part, then shortest AHT</source>
        <translation>الأكثر إغلاقًا لكل موظف مشارك، ثم أقصر AHT</translation>
    </message>
    <message numerus="yes">
        <source>{closed} closed by %n agent(s) · AHT {average}</source>
        <translation>
            <numerusform>{closed} مغلقة · AHT {average}</numerusform>
            <numerusform>{closed} مغلقة من موظف واحد · AHT {average}</numerusform>
            <numerusform>{closed} مغلقة من موظفين اثنين · AHT {average}</numerusform>
            <numerusform>{closed} مغلقة من %n موظفين · AHT {average}</numerusform>
            <numerusform>{closed} مغلقة من %n موظفًا · AHT {average}</numerusform>
            <numerusform>{closed} مغلقة من %n موظف · AHT {average}</numerusform>
        </translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>غير معروف بعد</translation>
    </message>
    <message>
        <source>too few took part to tell</source>
        <translation>شارك عدد قليل جدًا للعرض</translation>
    </message>
    <message>
        <source>nothing closed yet</source>
        <translation>لم يُغلق شيء بعد</translation>
    </message>
    <message numerus="yes">
        <source>%n active</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%n نشط</numerusform>
            <numerusform>%n نشط</numerusform>
            <numerusform>%n نشط</numerusform>
            <numerusform>%n نشط</numerusform>
            <numerusform>%n نشط</numerusform>
            <numerusform>%n نشط</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>, </source>
        <comment>between the members of a list</comment>
        <translation>، </translation>
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
        <translation>d MMMM</translation>
    </message>
    <message>
        <source>{day} {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>≤ {time}</source>
        <comment>at most; from the left to the right</comment>
        <translation>‎≤ {time}</translation>
    </message>
    <message>
        <source>≈ {time}</source>
        <comment>about; from the left to the right</comment>
        <translation>‎≈ {time}</translation>
    </message>
    <message>
        <source>≤ {figure}</source>
        <comment>at most; from the left to the right</comment>
        <translation>‎≤ {figure}</translation>
    </message>
    <message>
        <source>N/A</source>
        <comment>an average of nothing, a number that was not told; short</comment>
        <translation>غ/م</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومين</numerusform>
            <numerusform>%n أيام</numerusform>
            <numerusform>%n يومًا</numerusform>
            <numerusform>%n يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} س {minutes} د</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} س</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} د {seconds} ث</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} د</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} ث</translation>
    </message>
    <message>
        <source>Real-time metrics are for operational use only. Official statistics are available in end-of-day reports.</source>
        <translation>المقاييس الآنية للاستخدام التشغيلي فقط. الإحصاءات الرسمية متاحة في تقارير نهاية اليوم.</translation>
    </message>
    <message>
        <source>The settings were changed and cannot be used: the last good ones count</source>
        <translation>لا يمكن استخدام الإعدادات بعد تغييرها: تسري آخر إعدادات صالحة</translation>
    </message>
    <message>
        <source>Reconciled {window}: nobody to compare</source>
        <translation>طوبقت {window}: لا أحد للمقارنة</translation>
    </message>
    <message numerus="yes">
        <source>Reconciled {window}: %n of {agents} agents differ(s)</source>
        <translation>
            <numerusform>طوبقت {window}: يختلف %n من {agents}</numerusform>
            <numerusform>طوبقت {window}: يختلف %n من {agents}</numerusform>
            <numerusform>طوبقت {window}: يختلف %n من {agents}</numerusform>
            <numerusform>طوبقت {window}: يختلف %n من {agents}</numerusform>
            <numerusform>طوبقت {window}: يختلف %n من {agents}</numerusform>
            <numerusform>طوبقت {window}: يختلف %n من {agents}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reconciled {window}: %n agent(s) agree</source>
        <translation>
            <numerusform>طوبقت {window}: لا تطابق</numerusform>
            <numerusform>طوبقت {window}: تطابق موظف واحد</numerusform>
            <numerusform>طوبقت {window}: تطابق موظفان</numerusform>
            <numerusform>طوبقت {window}: تطابق %n موظفين</numerusform>
            <numerusform>طوبقت {window}: تطابق %n موظفًا</numerusform>
            <numerusform>طوبقت {window}: تطابق %n موظف</numerusform>
        </translation>
    </message>
</context>
</TS>
