"""Sentences of believable length for made-up content. Nothing here describes a real place or person."""

from __future__ import annotations

from random import Random

FIELDS = (
    "市场准入",
    "项目审批",
    "用地保障",
    "金融支持",
    "税费服务",
    "科技创新",
    "人才引育",
    "用工服务",
    "公平竞争",
    "招标投标",
    "政府采购",
    "柔性执法",
    "信用建设",
    "水电气网",
    "物流通关",
    "企业注销",
    "法治保障",
    "亲清关系",
)
BUREAUS = (
    ("市场监督管理局", "市场监管局"),
    ("行政审批服务局", "审批局"),
    ("发展和改革局", "发改局"),
    ("财政局", ""),
    ("数据局", ""),
    ("人力资源和社会保障局", "人社局"),
    ("自然资源和规划局", "资规局"),
    ("住房和城乡建设局", "住建局"),
    ("交通运输局", "交通局"),
    ("水利局", ""),
    ("农业农村局", ""),
    ("商务局", ""),
    ("文化和旅游局", "文旅局"),
    ("卫生健康局", "卫健局"),
    ("审计局", ""),
    ("应急管理局", "应急局"),
    ("生态环境分局", ""),
    ("工业和信息化局", "工信局"),
    ("科学技术局", "科技局"),
    ("司法局", ""),
    ("教育局", ""),
    ("民政局", ""),
    ("公安局", ""),
    ("统计局", ""),
    ("医疗保障局", "医保局"),
    ("城市管理局", "城管局"),
    ("税务局", ""),
    ("金融工作办公室", "金融办"),
    ("投资促进中心", ""),
    ("消防救援大队", ""),
)
TOWNS = (
    "东河",
    "西岭",
    "南坪",
    "北关",
    "清溪",
    "白石",
    "双桥",
    "龙潭",
    "柳林",
    "高塘",
    "平安",
    "新城",
    "石门",
    "沙湾",
    "青山",
    "望江",
    "永兴",
    "太和",
    "长宁",
    "福田",
    "云台",
    "金沙",
    "大川",
    "小河",
    "松坡",
    "竹园",
    "梅岭",
    "兰溪",
    "莲塘",
    "枫林",
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静强磊洋艳勇军杰娟涛明超霞平刚桂"
TRADES = ("机械", "电子", "食品", "纺织", "建材", "农业", "物流", "包装", "新材料", "医疗器械", "家居", "印刷")
_WHO = (
    "新设立的企业",
    "规模以上工业企业",
    "个体工商户",
    "外来投资企业",
    "中小微企业",
    "农民专业合作社",
    "在建项目单位",
)
_WHERE = ("在政务服务大厅设专门窗口", "在开发区设代办点", "在乡镇便民服务中心", "通过网上办事平台", "由服务专员上门")
_WHAT = (
    "把申请、受理、审核、发证合成一次办理",
    "把需要提交的材料减到最少，已有电子证照的不再收纸质件",
    "实行容缺受理，缺的材料在办结前补齐",
    "把几个部门的现场踏勘合成一次",
    "按统一的标准答复疑问，首次就把要求一次讲清",
    "开展政策宣讲，送到厂区和商铺",
    "建立需求台账，每件都有人负责、有回音",
    "对接金融机构，按企业的订单和纳税情况提供信用贷款",
)
_HOW = (
    "承诺的时限向社会公开，超过时限的说明原因并道歉。",
    "办理情况每月汇总，由营商办抽查核对。",
    "企业可以扫码评价，差评逐件核实、限期整改。",
    "同一企业的同类奖补不重复享受，以最高标准为准。",
    "对符合条件的，资金在审核通过后三十日内拨付到账。",
    "不得要求企业提供政策规定以外的证明，不得变相收费。",
    "牵头单位负责总体协调，配合单位按各自职责落实。",
    "每季度召开一次座谈会，听取企业意见并改进做法。",
    "政策调整时提前公布，给企业留出适应的时间。",
)
_DONE = (
    "本月走访企业并逐户讲解政策",
    "本月完成流程梳理，新的办事指南已经公布",
    "本月组织业务培训，窗口人员全部参加",
    "本月受理的申请全部在时限内办结",
    "本月与配合单位核对了数据",
    "本月召开专题会议，明确了下一阶段的分工",
    "本月对已办结的事项进行了回访",
)
_RESULT = (
    "企业反映较好，没有收到投诉",
    "平均用时比上月缩短",
    "材料数量比原来减少",
    "发现的问题已经列出清单并逐项整改",
    "覆盖面继续扩大",
)
_TROUBLE = ("部分乡镇网络不稳定", "跨部门数据还没有完全打通", "企业知晓率不高", "专业人员不足", "上级系统正在升级")
_NEXT = (
    "继续扩大覆盖面",
    "完善办事指南并更新公示内容",
    "加强部门之间的数据核对",
    "开展一次满意度回访",
    "对薄弱环节逐项改进",
)


def write_measure_text(random: Random) -> str:
    """The full text of a measure, 150 to 400 characters."""
    length = random.randrange(150, 340)
    text = f"面向{random.choice(_WHO)}，{random.choice(_WHERE)}，{random.choice(_WHAT)}。"
    while len(text) < length:
        if random.random() < 0.5:
            text += random.choice(_HOW)
        else:
            text += f"对{random.choice(_WHO)}，{random.choice(_WHAT)}。"
    return text


def write_progress(random: Random, percent: int) -> tuple[str, str, str]:
    """What was done, what is in the way, what comes next."""
    firms = random.randrange(3, 180)
    text = f"{random.choice(_DONE)}，共涉及 {firms} 家企业；{random.choice(_DONE)[2:]}，{random.choice(_RESULT)}。"
    trouble = f"{random.choice(_TROUBLE)}。" if random.random() < 0.3 and percent < 100 else ""
    return text, trouble, f"{random.choice(_NEXT)}。" if percent < 100 else ""


def write_entry(random: Random) -> str:
    """The text of a list entry, 40 to 120 characters."""
    doing = random.choice(("申请", "咨询", "反映"))
    return f"{random.choice(_WHO)}{doing}的事项，应当{random.choice(_WHAT)}，{random.choice(_HOW)}"


def write_person(random: Random) -> str:
    """A name of two or three characters."""
    return random.choice(SURNAMES) + "".join(random.choice(GIVEN) for _ in range(random.choice((1, 2, 2))))
