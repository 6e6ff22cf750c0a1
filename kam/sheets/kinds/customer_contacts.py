"""What a customers sheet says of people and conversations: it becomes contacts and interactions."""

from kam.i18n import N_
from kam.models.enums import Channel
from kam.sheets.cells import CODE, DATE, NAME, PERSON, PHONE, TEXT, enum_reader
from kam.sheets.columns import Column
from kam.sheets.kinds.synonyms import either

# A table: a column in a few lines reads better than one word per line.
# fmt: off
CONTACT = (
    Column(
        "contact_name", "联系人", "Contact", NAME,
        also=either(
            "主要联系人|主联系人|首要联系人|默认联系人|客户联系人|联系人姓名|联系人名称|对接人|"
            "contact name|contact person|primary contact|收货人|收货联系人|客户姓名"
        ),
        note=N_("The person to call first; made or updated as the primary contact."),
        example=("李娜", "Li Na"),
    ),
    Column(
        "contact_title", "职务", "Contact title", TEXT,
        also=either("职位|联系人职务|联系人职位|岗位|title|job title|position"),
        example=("采购部经理", "Purchasing manager"),
    ),
    Column(
        "contact_mobile", "手机", "Contact mobile", PHONE,
        also=either(
            "手机号|手机号码|联系人手机|联系手机|移动电话|联系人手机号|联系人移动电话|mobile|"
            "mobile phone|cell|cell phone"
        ),
        example="13900020002", width=16,
    ),
    Column(
        "contact_phone", "联系人电话", "Contact phone", PHONE,
        also=either("联系人座机|默认联系方式|联系人联系方式|收货电话|contact telephone"),
        width=16,
    ),
    Column(
        "contact_email", "邮箱", "Contact e-mail", TEXT,
        also=either(
            "联系人邮箱|电子邮箱|电子邮件|邮件|邮箱地址|电子邮件地址|用户邮箱|contact email|email|"
            "email address|mail"
        ),
        example="lina@hengli.example.com", width=24,
    ),
    Column(
        "contact_wechat", "微信", "Contact WeChat", CODE,
        also=either("微信号|联系人微信|wechat|wechat id"),
        example="lina_hengli",
    ),
)

FOLLOW_UP = (
    Column(
        "last_contact_on", "最近跟进日期", "Last contact on", DATE,
        also=either(
            "最近跟进时间|最近跟进|最近联系日期|最近联系时间|最近联系|最近回访日期|最近回访时间|"
            "最近回访|最近拜访日期|最近拜访时间|最近拜访|最后跟进时间|最后跟进日期|最后跟进|"
            "最后联系时间|最后联系日期|最后联系|最后回访时间|最后回访日期|最后回访|最后拜访日期|"
            "最后拜访时间|上次联系时间|上次联系日期|上次跟进时间|上次跟进日期|上次回访日期|"
            "上次回访时间|上次拜访日期|上次拜访时间|last contact|last contact date|last contacted|"
            "last visit|last follow up|last activity"
        ),
        note=N_("Becomes a completed interaction."),
    ),
    Column(
        "last_contact_channel", "最近跟进方式", "Last contact channel", enum_reader(Channel),
        also=either(
            "跟进方式|回访方式|联系方法|最近联系方式|最近回访方式|最近拜访方式|最后跟进方式|"
            "最后联系方式|最后回访方式|上次联系方式|上次跟进方式|上次回访方式|最近跟进类型|"
            "回访形式|方式|last channel|channel"
        ),
        note=N_("How the last contact was made; blank is a phone call."), words=Channel,
    ),
    Column(
        "last_contact_by", "最近跟进人", "Last contact by", PERSON,
        also=either(
            "最后跟进人|最近联系人员|最近回访人|最后回访人|上次跟进人|最近拜访人|回访人|"
            "last contacted by"
        ),
        note=N_("Who spoke to the customer; blank is the manager."),
    ),
    Column(
        "last_contact_summary", "最近跟进内容", "Last contact summary", TEXT,
        also=either(
            "最后跟进内容|最近跟进记录|最后跟进记录|最近联系内容|最近回访内容|最后回访内容|"
            "上次跟进内容|上次回访内容|跟进记录|最新跟进记录|回访内容|客户反馈|last contact notes"
        ),
        width=30, free=True,
    ),
    Column(
        "next_contact_on", "下次联系日期", "Next contact on", DATE,
        also=either(
            "下次联系时间|下次联系|下次跟进时间|下次跟进日期|下次跟进|下次回访时间|下次回访日期|"
            "下次回访|下次拜访时间|下次拜访日期|下次拜访|计划联系时间|计划回访日期|预约时间|"
            "next contact|next contact date|next follow up|next visit"
        ),
        note=N_("Becomes a planned interaction."),
    ),
)
