"""The grammar of signing up and leaving: whole clauses as rows of letters, one a word (see ``parsing.lexicon``).

    join  := pre who? mid deed tail          我明天骑车去 · 我和老伴都报名 · 收土豆我报名
           | put who                         算我一个 · 加我们三个
           | (把|帮|给) who put              把我加上 · 给我报俩 · 你给我记上
           | who one | who does role | role by who
    for   := (帮|替|代|给) persons put | 把 persons put | put persons | persons sign up
    leave := (who | 把 who | 帮 who)? (退出 | 划掉 | 不去了)

A clause fits a frame from its first letter to its last, or not at all: nothing here looks for a word inside.
"""

from __future__ import annotations

import re

PRE = "[LZcDAKMlt,Jj]*?"
MID = "[ADMLZcJj]*?"
TAIL = "[ZLADMlqJK]*O?"
WITH = "(?:[Hi]Z?A?q?[PN](?:[Hi]?[PN])*)"
WHO = f"S{MID}{WITH}(?:A*N)?|{WITH}(?:A*(?=[ER])|A+(?=G))|P(?:H?P)*SN|W[XKq]{{1,4}}N|P(?:H?P)*HS|[SW]?[AD]*N|Sq|S"
DEED = "(?:E+[RGV]?[DZ]*[KJV]*|R+[DZ]*[KJ]*V?|[KJ]*G+[KJ]*V*G?|V+G?|[KJ]+G|G*[RE])"
JOIN = re.compile(
    f"{PRE}(?P<called>(?:P(?=S))?)(?P<who>{WHO})?(?P<mid>{MID})(?P<wish>w?)(?P<mid2>{MID})("
    f"?P<deed>{DEED})(?P<z>Z?)(?P<n>[Nq])?(?P<tail>{TAIL})"
)
AFTER = re.compile(f"{PRE}E[ZL,]*(?P<who>{WHO}){TAIL}")  # 报名我一个, 报名 两个人
PUT = re.compile(
    f"{PRE}(?:I+Z*|i+Z*(?=S))(?P<who>[SW]N|N|S{WITH}?|"
    f"P(?:H?P)*HS)(?:H(?P<with>P(?:H?P)*))?A*q*(?P<n>N)?[IG]?[Jj]?{TAIL}"
)
KEEP = re.compile(f"{PRE}I+q+F(?P<who>[SW]N|S{WITH}?){TAIL}|{PRE}F(?P<who2>S)Gq+{TAIL}")
TAKE = re.compile(
    f"[LYZcDAKMltFV]*O(?P<who>[SW]N|S{WITH}?)[Zq]*[ADLFY]*[IERi]+[GKZ]*q?{TAIL}|{PRE}(?P<who2>S)Z?q+A*I+{TAIL}"
)
GIVE = re.compile(f"[LYZcDAKMl]*F(?P<who>[SW]N?|S{WITH}|)[ADL]*[IE]+Z*q?(?P<n>N)?q?[IG]?{TAIL}")
ONE = re.compile(f"{PRE}(?P<who>S)A*(?P<put>[IG]?)(?P<one>q)q*G?{TAIL}")
US = re.compile(f"{PRE}(?P<who>[SW]N|P(?:H?P)*HS){TAIL}")
HOUSE = re.compile(f"{PRE}W[XKq]{{0,4}}[AD]*[GgE][Z]?(?P<who>N)[GV]?{TAIL}|{PRE}[Gg](?P<who2>N){TAIL}")
ROLE = re.compile(
    f"{PRE}(?P<who>S{WITH}|[SW]N|S)[ADJ]*(?:F[BYWT](?=J))?(?:[AGEwRVIaF]*J+|"
    f"A*[ERIa]+A*j+)[GV]*{TAIL}|{PRE}E+[AGI]*[Jj]+{TAIL}|{PRE}a+[Jj]+{TAIL}|"
    f"{PRE}[Jj]+A*(?P<who2>S)[AGVRa]*{TAIL}"
)
PS = "(?P<for>[Pl](?:H?[Pl])*)"

FOR = (
    re.compile(f"[LYZcDASMt]*?F+{PS}(?P<m>N?)[ADL]*[IER]+Z*q?(?P<n>N)?q?{TAIL}"),
    re.compile(f"{PRE}O{PS}[Zq]*[ADF]*[IERi]+[GKZ]*q?{TAIL}"),
    re.compile(f"{PRE}[Ii]+{PS}[AH]*q?(?:W?(?P<n>N))?{TAIL}"),
    re.compile(f"{PRE}[FV]+A*E[LHZ]*(?P<n>N|X)?H*{PS}"),
    re.compile(f"{PRE}{PS}A*(?P<perf>E)K*{TAIL}"),
    re.compile(f"{PRE}{PS}A*I+q?{TAIL}"),
)
FOR_THEM = re.compile(
    f"[LYZcDAKMlt]*S?[AL]*F+T[ADL]*[IER]+Z*q?(?P<n>N)?q?{TAIL}|"
    f"[LYZcDAKMlt]*OT[Zq]*[ADF]*[IER]+[GKZ]*q?{TAIL}|{PRE}SA*F+A*E+Z*q?{TAIL}|"
    f"[LYZcDAKMltFV]*I+T{TAIL}"
)
BEGGED = re.compile("(?P<name>.+?)(?:托|求|请|拜托)(?:我|俺)(?:报|登记|接龙).{0,4}")
ASKED = re.compile(
    "(?P<name>.*?)(?:他|她|自己)?(?:刚才|刚|昨天|昨晚|今早)*(?:来电话|打电话|打了?个?电话|跟我|给我)*(?:说)?(?:让|叫|托|请|喊|央|要)(?:我|俺|(?=帮|替|"
    "代))(?:跟[你您大家们书记主任]{1,3}说|说一声|来|问问)?(?P<rest>(?:帮|替|代|给).+)"
)
GONE = re.compile(f"[^PTBYFnv]*v[KZD]*{TAIL}")
GONE_FOR = re.compile(f"[LYZcDA]*{PS}[ADtZy]*v[KZD]*{TAIL}")
GONE_WHO = re.compile(f"[LYZcDA]*[Pl][^SF]*v{TAIL}")
QUIT = "C[ZSD]*[ZqEKRC]*"

# Sign-ups that are no sentence.
SET = re.compile(
    "(?:我|俺|咱)不(?:去|来|上)谁(?:去|来|上)|(?:[^,不我俺]{0,6})(?:少不了|不能少了|缺不了|"
    "落不下)(?:我|俺)|(?:必须|当然|肯定|一定|哪能|也|那)*(?:少不了|不能少了|不能没有|有|缺不了|"
    "落不下|算有)(?:我|俺)(?:一个|的|一份)?|(?:我|俺|咱)?(?:很|非常|也|都|肯定|十分)*"
    "(?:愿意|乐意|自愿|愿往)|(?:我|俺|咱)(?:也|都|肯定)*(?:可以|能行|能|没问题|行|中|准行)|"
    "(?:必|准|一准|肯定|一定|准时|按时)(?:到|去|来)|必须(?:去|到|来|参加)|坚决参加|(?:我|"
    "俺)?(?:说到就到|随叫随到|随时待命|风雨无阻)|(?:就|都)?(?:交给|包在)(?:我|俺)(?:吧|了|身上|"
    "吧)?|"
    "随叫随到|风雨无阻|(?:我|俺)(?:必|准)到"
)
SET_LEAVE = re.compile(
    "(?:我|俺)(?:的|那个|这个|那|报的)?(?:名额|位置|位子|位|号|名)(?:就|还是|可以|请)?(?:让|给|"
    "留|转|腾)(?:给|出来)?(?:给)?(?:别人|其他人|大家|需要的人|后面的人|年轻人|候补的?)?|"
    "(?:名额|位置|位子)(?:就|还是)?(?:让|给|留|转|腾)(?:给|出来)?(?:给)?(?:别人|其他人|大家|"
    "需要的人|后面的人|年轻人|候补的?)"
)
SET_END = re.compile("[啊呀吧哈咧哩的哦嘛嘞呗喽咯滴呦!.~]*")
LEAVE = (
    GONE,
    re.compile(f"(?:t(?=b))?[LYZcDAMqEIb]*?F?(?:S[ADLZcqEKwby]*)?{QUIT}{TAIL}"),
    re.compile(f"[LYZcDA]*(?:[OF]S|S(?=[Zq]))[ZqEOL]*[ADFtKoXG]*[UC]+{TAIL}"),
    re.compile(f"[LYZcDA]*[UCf]+SZ*q*{TAIL}"),
)
LEAVE_FOR = (
    GONE_FOR,
    re.compile(f"[LYZcDASM]*?F{PS}[AOZq]*[CU]+[qZE]*{TAIL}"),
    re.compile(f"[LYZcDA]*O{PS}[Zq]*[ADFt]*[UC]+[qZE]*{TAIL}"),
    re.compile(f"[LYZcDA]*{PS}[ADtZXEqK]*C[qZEK]*{TAIL}"),
    re.compile(f"[LYZcDA]*[CU]{PS}[ZqE]*{TAIL}"),
    re.compile(f"[LYZcDA]*{PS}[ZqL]+[ADFt]*[UC]+[qZE]*{TAIL}"),
)
LEAVE_FOR_THEM = re.compile(
    f"[LYZcDAKMlt]*S?[AL]*[FO]T[AOZq]*[CU]+[qZE]*{TAIL}|[LYZcDA]*[CU]+T[ZqE]*{TAIL}|[LYZcDA]*T[ZqLE]+[ADFt]*[UC]+[qZE]*{TAIL}"
)
COMPANY = re.compile(f"[LZcDAq]*iZ?A*(?P<with>P(?:H?P)*|N|q){TAIL}")
MY_COMPANY = re.compile(f"[LZcDAq]*S[AD]*iZ?A*(?P<with>N){TAIL}")
THEY_GO = re.compile(f"[LYZcDA]*{PS}[ADMLZwH]*{DEED}Z*N?{TAIL}")
SOMEBODY = re.compile(f"[LYZcDAM]*?{PS}")
