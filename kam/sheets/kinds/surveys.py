"""The surveys sheet: answered satisfaction questionnaires."""

from kam.i18n import N_
from kam.models.enums import Channel, Dimension, SurveySource, SurveyTrigger
from kam.models.words import WORDS
from kam.sheets.cells import CODE, DATE, INTEGER, NAME, SCORE, TEXT, enum_reader
from kam.sheets.columns import Column, Kind
from kam.sheets.kinds.synonyms import either


def _dimension(dimension: Dimension) -> Column:
    """The score column of one dimension, under each of the words it is known by."""
    words = WORDS[Dimension][dimension]
    told = tuple(f"{word}{ending}" for word in words for ending in ("满意度", "评分", "得分"))
    name = dimension.value.replace("_", "-").capitalize()
    also = (*words, *told, dimension.value, f"{dimension.value} score")
    return Column(dimension.value, f"{words[0]}评分", name, SCORE, also=also, width=10)


# A table: a column in a few lines reads better than one word per line.
# fmt: off
COLUMNS = (
    Column(
        "code", "问卷编号", "Survey id", CODE,
        also=either("答卷编号|调查编号|答卷ID|问卷ID|response id|survey no|id"),
        note=N_("An id of your own, so that a repaired row meets the same record."),
    ),
    Column(
        "customer", "客户编号", "Customer code", CODE,
        also=either("客户编码|客户代码|客户ID|客户代号|会员编号|customer id|customer no"),
        note=N_("The customer's code; without one the customer is found by name."),
        example="C0001",
    ),
    Column(
        "customer_name", "客户名称", "Customer name", NAME,
        also=either(
            "公司名称|客户全称|企业名称|单位名称|客户名|客户|贵公司名称|您的公司名称|公司|单位|customer|"
            "company|company name|client|account|您所在的公司|您所在的单位|您的公司|您的单位|"
            "贵公司|贵单位"
        ),
        note=N_("Needed only where there is no code."),
        example=("苏州恒力精密机械有限公司", "Suzhou Hengli Precision Machinery"), width=30,
    ),
    Column(
        "contact", "受访人", "Contact", TEXT,
        also=either("填写者|答卷人|填写人|联系人|联系人姓名|受访者|您的姓名|姓名|respondent"),
        example=("李娜", "Li Na"), free=True,
    ),
    Column(
        "answered_on", "调查日期", "Answered on", DATE,
        also=either(
            "提交答卷时间|答卷时间|提交时间|调查时间|填写时间|填写日期|评价日期|评价时间|回访日期|"
            "回访时间|日期|answered|response date|survey date|submitted|date"
        ),
        example="2025-03-20", required=True,
    ),
    Column(
        "overall", "总体满意度", "Overall", SCORE,
        also=either(
            "整体满意度|综合满意度|总满意度|客户满意度|满意度|总评|总体评价|整体评价|总分|"
            "总体评分|综合评分|满意度评分|overall satisfaction|satisfaction|overall score|csat"
        ),
        note=N_("1 to 5, or the words 非常满意 ... 非常不满意; other scales by the column 满分."),
        example=5,
    ),
    Column(
        "nps", "推荐意愿", "NPS", INTEGER,
        also=either(
            "NPS评分|推荐度|推荐指数|净推荐值|推荐可能性|推荐意愿评分|nps score|"
            "likelihood to recommend"
        ),
        note=N_("0 to 10: how likely the customer is to recommend us."), example=9,
    ),
    Column(
        "scale", "满分", "Scale", INTEGER,
        also=either("分制|评分满分|满分值|max score|out of"),
        note=N_("The best score one could give; blank is 5."), example=5, width=8,
    ),
    *(_dimension(dimension) for dimension in Dimension),
    Column(
        "comment", "意见", "Comment", TEXT,
        also=either(
            "意见建议|意见和建议|建议|客户反馈|客户意见|评价内容|备注|comments|feedback|remarks"
        ),
        example=("交期稳定，希望缩短样品周期", "Reliable; samples could be quicker"), width=36,
        free=True,
    ),
    Column(
        "channel", "调查方式", "Channel", enum_reader(Channel),
        also=either("问卷方式|调研方式|回访方式|回访形式|方式"),
        example=("电话", "phone"), words=Channel,
    ),
    Column(
        "trigger", "触发原因", "Trigger", enum_reader(SurveyTrigger),
        also=either("调查类型|调查原因|触发|survey type"),
        example=("定期", "periodic"), words=SurveyTrigger,
    ),
    Column(
        "source", "调查方", "Source", enum_reader(SurveySource),
        also=either("调查来源|调查机构?|来源?"),
        example=("自有", "own"), words=SurveySource,
    ),
)

SURVEYS = Kind(
    "surveys", "满意度调查", "Surveys", COLUMNS,
    sheet_words=either("满意度|调查|问卷|答卷|survey|csat|nps|feedback"),
    refuse_words=either("供应商|合同编号|线索名称|学员"),
)
