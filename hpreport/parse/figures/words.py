"""Words of work-report prose by what they do to an indicator. Entries may be patterns."""

import re

from hpreport.patterns import any_of

# Verbs that say that something was done and belong to no indicator: 举办展会等促消费活动250余场
LIGHT_VERBS = """
    举办 开展 召开 打造 培育 创建 发放 确保 力争 力保 推动 推进 实施 建设运营 建成投用 建成 建设
    完成 实现 办理 组织 推出 推广 办好 获得 取得 获评 获批 形成 设立 成立 搭建 布局 启动 争取 落实
    兑现 通过 抓好 做好 做实 安排 聚焦 聚集 集聚 拥有 建立 保持 达到 突破 努力 引育 提供 用于 共有
    开工建设 投入 下达 拨付 筹措 筹集 到位 签订 承接 承办 协办 主办 荣获 创成 申报 入选 列入 纳入
    预计 谋深 狠抓 强攻 储备 建好 支持 带动 帮助 惠及 覆盖
"""
# Verbs that tell one indicator from another: 新增停车泊位, 改造老旧小区
KEPT_VERBS = """
    新改扩建 新改建 新开工 新增 新建 新设 新引进 新培育 新认定 引进 盘活 改造提升 改造 提升 处置完成
    处置 谋划 认定 扩容 招聘 公示 改建 扩建 修缮 修复 整治 关停 取缔 拆除 淘汰 流转 追回 减免 化解
    查处 办结 清理 挂牌 硬化 绿化 造林 植树 治理 压减 续建 翻建 维修 更新 铺设 架设 安装 加装 发行
    减税 退税 招引 签约 落地 开工 复工 竣工 投产 解决 受理 破获 检查 排查 整改 培训 资助 救助 减少
    增加 吸引 接待 脱贫 退出 搬迁 征收 回购 安置 促
"""
# What may open a claim or stand before its verb: 其中, 全区, 累计, 再
_OPENERS = r"""
    到?(?:19|20)\d\d年[末底]? [一二三四五六七八九十]是 特别是 同比 环比 比上年 较上年 尤其是 其中 并且 以及 同时
    目前 预计 今年 明年 去年 全年 年内 届时 到目前 截至目前 全[市县区省旗州镇乡] 我[市县区省] 首批
    首期 首次 本[市区县级] 累计 总共 共计 合计 总计 深入 全面 扎实 加快 强力 大力 积极 持续 高标准
    高质量 高水平 精准 依法 提前 圆满 顺利 成功 全力 努力 着力 有序 稳步 科学 集中 重点 率先 统筹
    已 再(?!就业|生|制造) 还 又 共 并 将 可 就(?!业|医|学|近|地) 每年 线上 线下 分别 先后 连续 把 使 让
"""
# Actions and attributes that lean on the thing named before them: 亿元以上项目签约184个、落地113个，总投资超2700亿元
_LEANING = r"""
    签约 落地 开复工 开工率? 复工率? 竣工率? 投产 投用 达产 融资 放贷 贴息 投资总额 总投资额?
    计划总投资 计划投资 完成投资 协议投资 投资 到位资金 总建筑面积 建筑面积 总面积 占地面积 占地 面积
    总规模 规模 总量 总数 总产值 产值 销售额 营业收入 主营业务收入 利润 利税 税收 余额 增加值 排名
    名次 位次 总里程 里程 长度 停工 增速 增幅 占比 比重 覆盖率 完成率 办结率 普及率 合格率 同比 平均
    年均 人均 存栏 出栏 产量 总产 单产 贷款 授信 交易额 成交额 占[^，。]{1,8} 增长 增加 减少
    下降 提高 年产值 年产量 累计 达产后 注册资本 注册资金 合同额 金额 惠及 涉及 覆盖 受益 带动
"""
# Words that end a noun phrase in subject position: 控详规划调整方案通过市规委会审定, 10个“无废小区”创建深入推进
_PREDICATES = """
    已 正 正在 将 均 全部 全面 深入 有序 陆续 相继 通过 入选 入围 入列 荣获 获评 获批 获得 被
    列入 列为 纳入 跻身 进入 创历史 居 位居 位列 率先
"""
# Words that tell how and not what: 2宗地块顺利出让, 6个项目实现落地
_ADVERBS = """
    顺利 成功 加快 实现 全面 有序 深入 正式 扎实 稳步 快速 全部
"""


OPENER = re.compile(f"^{any_of(_OPENERS)}")
LIGHT = re.compile(f"^(?:{any_of(LIGHT_VERBS)})(?![率者量面]|用地|资金|强度|进度)")
KEPT = re.compile(f"^{any_of(KEPT_VERBS)}")
VERB = re.compile(f"^{any_of(_OPENERS)}*{any_of(LIGHT_VERBS + KEPT_VERBS)}")
KEPT_ALONE = re.compile(f"{any_of(KEPT_VERBS)}$")
LEANING = re.compile(f"^{any_of(_LEANING)}$")
LEANING_END = re.compile(f"{any_of(_LEANING)}$")
PREDICATE = re.compile(any_of(_PREDICATES))
ADVERB = re.compile(any_of(_ADVERBS))
ACTION_END = re.compile(
    r"(?:签约|落地|开复工|开工|复工|竣工|投产|投用|放贷|贴息|融资|总投资|投资总额|总建筑面积|获得|实有|数量)$"
)
"""What comes off an indicator before another action or attribute is put to it."""
