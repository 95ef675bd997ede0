"""Settings of a county for tests that need some and do not mind which: only what every county must write."""

from mashang.settings import Settings

SETTINGS = Settings(
    name="明川县营商环境公开",
    county="明川县",
    organiser="明川县营商办",
    site_url="https://www.example.com/yshj/",
    code_base="https://www.example.com/yshj/f/",
    phone="0000-8000100",
    mailbox="yingshang@example.com",
    address="明川县政务中心 5 楼",
)
