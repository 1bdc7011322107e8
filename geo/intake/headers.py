"""Words of headers: which whole ones name a role, which parts hint at one, which forbid it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_UNIT = re.compile(
    r"[\s_/:,、-]+(?:人民币|cny|rmb)?\s*(?:[百千万亿]*(?:元|平方米|平米|㎡|m2|人|家|个)|亩|公顷|平方公里|km2|ha)$"
    r"|(?<=[\u4e00-\u9fff])(?:[万亿]元|万?平方米|平方公里|公顷|亩)$"
)
_SYSTEM = r"(?:wgs84|cgcs2000|gcj02|gcj|bd09|bd)?"
# Rows of one stand for years or for shares of it, not for it.
_COUNTS = r"数$|数量|人数|家数|面积|产值|营收|税|占比|比例|count|number"


_LONGEST_TITLE = 15


@dataclass(frozen=True)
class Role:
    """How headers speak of a role; compared without case, spaces, brackets and units.

    Attributes
    ----------
    whole : str
        Headers that say it outright, separated by bars; the first is the best.
    part : str
        Parts of headers that hint at it.
    never : str
        Parts of headers that speak of something else in like words.
    """

    whole: str
    part: str
    never: str = r"(?!)"


ENTERPRISE = (
    "企业名称|企业|企业名|公司名|单位名|企业全称|公司名称|公司|公司全称|单位名称|单位|单位全称|入驻企业|入驻企业名称|入驻单位|"
    "市场主体名称|市场主体|商户名称|机构名称|enterprise|enterprisename|company|companyname|tenant|"
    "firm|firmname"
)
PROJECT = "项目名称|项目|项目全称|project|projectname"
_GENERIC = "名称|name|namezh|title"
_NOT_NAME = (
    r"产品|法人|法定|园区|片区|分区|楼|街|镇|社区|负责|联系|行业|产业|英文|曾用|股东|投资|母公司|集团|上级|"
    r"银行|学校|品牌|地址|性质|类型|类别|规模|建设单位|业主|english|nameen|" + _COUNTS
)
_PART_NAME = r"企业名|公司名|单位名|项目名|全称|namezh|名称"

ROLES: dict[str, Role] = {
    "zone": Role(
        "zone|zoneid|featureid|片区|分区|区块|所在片区|所属片区|片区编号|片区名称|片区名|片区代码|所在分区|"
        "所属分区|分区名称|所属区块|园区片区|zonename|zonecode|园区|所在园区|id|编号|代码|name|名称|layer|图层",
        r"片区|分区|zone|园区",
        r"楼|栋|幢|座|室|层|产业园|企业|单位|负责|依据|evidence|" + _COUNTS,
    ),
    "name": Role(f"{ENTERPRISE}|{PROJECT}|{_GENERIC}", _PART_NAME, _NOT_NAME),
    "project_name": Role(f"{PROJECT}|{_GENERIC}|{ENTERPRISE}", _PART_NAME, _NOT_NAME),
    "name_en": Role("nameen|englishname|英文名|英文名称|英文", r"英文|english|nameen"),
    "sector": Role(
        "sector|板块|行业|产业|类别|产业类别|行业类别|所属行业|所属产业|所属板块|行业分类|行业领域|产业领域|"
        "产业板块|产业分类|业态|industry",
        r"板块|行业|产业|sector|industry",
        r"园|基地|楼|片区|链|值|名称|代码|编号|协会|主管|政策|基金|增加|依据|来源|署名|evidence|source|"
        + _COUNTS,
    ),
    "status": Role(
        "status|状态|进展|项目状态|建设状态|经营状态|运营状态|运行状态|企业状态|登记状态|存续状态|项目进展|"
        "建设进展|项目阶段|当前状态|阶段",
        r"状态|进展|status|进度",
        r"计划|预计|拟|竣工|更新|租|合同|审批|用工|纳税|缴|付款|招聘|账|联系|走访|时间|日期|说明|备注|"
        r"date|plan|lease|evidence",
    ),
    "since": Role(
        "sinceyear|since|入驻时间|入驻年份|入驻年|入驻日期|入驻年月|入驻年度|入园时间|入园日期|入园年份|进驻时间|"
        "进驻日期|进驻年份|落户时间|落户日期|落户年份|状态日期|statusdate|moveindate|arrivaldate|arrivalyear|"
        "年份|year|date|日期|时间",
        r"时间|日期|年份|date|year|since",
        r"到期|期限|截止|截至|届满|租|合同|协议|终止|结束|退|迁|注销|更新|修改|填报|填表|上报|统计|录入|创建|"
        r"审批|计划|预计|拟|竣工|完工|成立|注册|登记|核准|出生|联系|走访|纳税|expir|until|end|due|lease|"
        r"contract|updat|modif|creat|plan|expect|found|regist|complet",
    ),
    "area": Role(
        "area|面积|aream2|areakm2|areaha|areamu|占地面积|用地面积|总面积|片区面积|土地面积|规划面积|shapearea",
        r"面积|area",
        r"建筑|租|办公|厂房|使用|绿|floor|lease|office|zonearea",
    ),
    "project_id": Role("projectid|项目编号|项目代码|id|编号", r"项目编号|projectid"),
    "investment": Role(
        "investment|investmentcny|投资|投资额|总投资|总投资额|投资总额|项目总投资|项目投资|项目投资额|投资金额|"
        "投资规模|计划投资|计划投资额|计划总投资|协议投资|协议投资额|签约投资额",
        r"投资|investment",
        r"主体|方|人|商|者|单位|企业|公司|完成|累计|到位|年|强度|类型|方式|性质|进度|占比|时间|日期|来源|国|地|"
        r"机构|概况|内容|investor|date|type|source|completed",
    ),
    "seats": Role(
        "seats|seatsplanned|plannedseats|坐席|坐席数|坐席总数|席位|席位数|规划坐席|规划坐席数|规划席位",
        r"坐席|席位|seats",
        r"已|现|在用|实际|使用|occupied|built|inuse",
    ),
    "evidence": Role("evidence|依据|证据等级", r"^evidence|^依据"),
    "lon": Role(
        f"{_SYSTEM}(?:lon|lng|long|longitude|经度){_SYSTEM}(?:ll)?|中心经度|东经|x|x坐标|坐标x|横坐标|"
        "东坐标|easting|east|e|pointx",
        r"经度|longitude|横坐标|东坐标|easting|^lon|^lng|lng$|lon$",
    ),
    "lat": Role(
        f"{_SYSTEM}(?:lat|latitude|纬度){_SYSTEM}(?:ll)?|中心纬度|北纬|y|y坐标|坐标y|纵坐标|北坐标|"
        "northing|north|n|pointy",
        r"纬度|latitude|纵坐标|北坐标|northing|^lat|lat$",
    ),
    "pair": Role(
        "坐标|经纬度|经纬度坐标|位置坐标|地理坐标|中心坐标|坐标点|coordinates|coordinate|lonlat|lnglat|"
        "latlon|latlng|location|gps",
        r"经纬度|坐标|coordinate|lonlat|lnglat",
        r"系|坐标x|坐标y|[xy横纵东北]坐标|system|来源",
    ),
}
# What may stand about the name of a measure and leave it what it is.
_ABOUT_MEASURE = re.compile(
    r"^(?:全园|园区|本园|全区|年末|期末|年底|实有|现有|累计|总计|合计|总|全部)+|(?:的|年末|期末|总|合计|累计|人|家|户|个|总数|"
    r"总量|总额|数量|数|量|情况)+$|^(?:total|numberof|no)|(?:total|count)$"
)
# What makes another measure of it: a part, a change, a share, a plan.
_OTHER_MEASURE = re.compile(
    r"规上|规模以上|高新|上市|新增|新引进|新注册|注销|百强|专精|科技型|中小|培育|瞪羚|独角兽|外资|民营|国有|平均|"
    r"人均|亩均|工资|薪酬|培训|研发|在建|规划|新开工|空置|闲置|出口|税|利润|线上|占比|比重|listed|hightech|average|"
    r"percapita|perhead|export|planned|wage|vacant|share|new"
)
# What a row or column of a table of figures tells, by its heading.
AXES: dict[str, str] = {
    "time": r"年份|年度|年|时间|日期|季度|月份|期间|统计期|统计年份|统计时间|报告期|截至时间|"
    r"截至日期|截止日期|数据时间|year|years|date|period|quarter|month|asof|time",
    "measure": r"指标|指标名称|指标项|统计指标|主要指标|项目|统计项目|统计内容|名称|内容|indicator|"
    r"indicators|metric|measure|item|items",
    "unit": r"单位|计量单位|指标单位|数值单位|unit|units",
    "subject": r"片区|分区|区块|片区名称|所在片区|板块|行业|产业|产业板块|行业分类|"
    r"zone|zones|sector|sectors|industry",
    "value": r"数值|数字|数据|数据值|值|本期|本期数|当期|本年累计|本期累计|累计|累计数|本季|本季度|"
    r"当季|当月|本月|value|values|figure",
    "remark": r"备注|说明|注|来源|数据来源|资料来源|口径|依据|填报人|remark|remarks|note|notes|"
    r"source|comment|evidence",
    "none": r"序号|编号|代码|行次|电话|联系电话|手机|手机号|联系方式|联系人|邮编|邮箱|身份证号?|"
    r"统一社会信用代码|no|number|id|code|phone|telephone|tel|mobile|email",
}
_GROWTH = (
    r"同比|环比|增速|增长率|增幅|增长|比上年|较上年|比去年|较去年|年均|growth|yoy|yearonyear|change"
)

# Headers that leave no doubt even where the cells below are not understood.
OUTSPOKEN = {
    "zone": r"片区|分区|zone",
    "sector": r"板块|行业|产业|sector",
    "status": r"状态|进展|status",
    "since": r"时间|日期|年份|date|year|since",
    "lon": r"经度|longitude|^lng$|^lon$|东坐标|横坐标",
    "lat": r"纬度|latitude|^lat$|北坐标|纵坐标",
    "pair": r"坐标|经纬度|coordinate|lonlat|lnglat",
}


@lru_cache(maxsize=4096)
def header(name: str) -> str:
    """Return a header for comparison: full-width folded, no case, unit or space."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    bare = _UNIT.sub("", _BRACKETS.sub("", folded).strip())
    return "".join(letter for letter in bare if letter.isalnum())


@lru_cache(maxsize=4096)
def rank(role: str, name: str) -> int | None:
    """Return how well a whole header names a role, 0 the best; ``None`` if it does not."""
    head = header(name)
    return next((at for at, one in enumerate(_wholes(role)) if one.fullmatch(head)), None)


def hints(role: str, name: str) -> bool:
    """Tell whether a part of a header hints at a role and no part forbids it."""
    head, words = header(name), ROLES[role]
    return bool(re.search(words.part, head)) and not re.search(words.never, head)


def forbids(role: str, name: str) -> bool:
    """Tell whether a header speaks of something other than a role."""
    return bool(re.search(ROLES[role].never, header(name)))


@lru_cache(maxsize=4096)
def axis_of(name: str) -> str:
    """Return what a heading of a table of figures says its column is; empty if nothing.

    A bracket is no part of it: 单位（章） is none, 单位 is.
    """
    head = header(name)
    return next((axis for axis, words in AXES.items() if re.fullmatch(words, head)), "")


def is_growth(name: str) -> bool:
    """Tell whether a heading speaks of a change against another time, not of an amount."""
    return bool(re.search(_GROWTH, header(name)))


def is_share(name: str) -> bool:
    """Tell whether a heading is no more than the share of something that another one names."""
    return bool(re.fullmatch(r"占比|比重|构成|份额|占总数比重|share|proportion", header(name)))


def measure_of(name: str, words: Mapping[str, str]) -> tuple[str, bool]:
    """Return the measure that a heading names, and whether its whole says so.

    Parameters
    ----------
    name : str
    words : mapping of str to str
        The measure of each word that names one, as `measure_core` has it.

    Returns
    -------
    str
        Empty if it names none.
    bool
        Whether there is nothing else in it; what ends with the word, as 大数据从业人员 does, may
        be a part of it.
    """
    core = measure_core(name)
    if core in words:
        return words[core], True
    if _OTHER_MEASURE.search(header(name)):
        return "", True
    ends = sorted((word for word in words if core.endswith(word)), key=len)
    return (words[ends[-1]], False) if ends else ("", True)


def measure_core(name: str) -> str:
    """Return a heading for comparison without what leaves a measure what it is: 数, 总, 年末."""
    head = header(name)
    return _ABOUT_MEASURE.sub("", head) or head


def is_title(text: str) -> bool:
    """Tell whether a cell reads as the header of some role; a single letter may be anything."""
    # Past the cache: there are as many cells as a table has names.
    head = header.__wrapped__(text) if len(text) <= _LONGEST_TITLE else ""
    return len(head) > 1 and bool(_any_whole().fullmatch(head))


@cache
def _any_whole() -> re.Pattern[str]:
    return re.compile("|".join(role.whole for role in ROLES.values()))


@cache
def _wholes(role: str) -> tuple[re.Pattern[str], ...]:
    alternatives = re.split(r"\|(?![^(]*\))", ROLES[role].whole)
    return tuple(re.compile(one) for one in alternatives)
