"""The office's own: what is filled in, refused at its field, saved without lost work; its card."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import segno
from markupsafe import Markup
from PIL import Image
from pptx import Presentation

from components.blocks.contact import contact_block, contact_html, vcard_address
from components.meeting.brand_check import RefusedFileError, checked
from components.meeting.brand_files import keep
from components.meeting.brand_form import Filled, fill
from data.brand import (
    BRAND,
    Brand,
    BrandChangedError,
    brand,
    brand_dir,
    read_brand,
    save_texts,
    texts_of,
    written,
)
from data.contact import Contact
from data.i18n import LANGS, Lang
from tests.shipped import words_of

LI_NA = Contact(
    name_zh="李娜",
    name_en="Li Na",
    role_zh="招商局副局长",
    office_zh="永川区招商局",
    office_en="Investment office; Yongchuan",
    phone="+86 (23) 4900-0000",
    mail="lina@office.example.cn",
    wechat="li-na-yongchuan",
)


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    monkeypatch.delenv("ATLAS_READONLY", raising=False)
    return tmp_path


def test_what_is_saved_is_read_back_beside_the_pack(local: Path) -> None:
    texts = texts_of(Brand(LI_NA, "#005f73"))
    assert save_texts(texts, {}) == []
    assert (local / "local.brand" / BRAND).is_file()
    assert brand().contact == LI_NA
    assert brand().accent == "#005f73"
    assert brand().problems == ()


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("phone", "javascript:alert(1)", "brand_phone"),
        ("phone", "call me", "brand_phone"),
        ("mail", "nobody", "brand_mail"),
        ("mail", "a@b.cn\r\nBcc: x@y.cn", "brand_mail"),
        ("name_zh", "李" * 81, "brand_text"),
        ("name_en", "Li\nEND:VCARD", "brand_text"),
        ("role_en", "a\u202eb", "brand_text"),
        ("wechat", "w" * 121, "brand_wechat"),
        ("accent", "red", "brand_accent"),
        ("accent", "#ffdd00", "brand_pale"),
        ("accent", "#fff;}body{display:none", "brand_accent"),
    ],
)
def test_what_does_not_belong_is_refused_at_its_field(field: str, text: str, kind: str) -> None:
    problem = save_texts({field: text}, {})[0]
    assert problem.kind == kind
    assert str(problem.column).endswith(field)
    assert not (brand_dir() / BRAND).exists()
    for lang in LANGS:
        assert BRAND in problem.text(lang)


def test_a_file_written_by_hand_keeps_what_is_right_in_it() -> None:
    found, problems = read_brand(
        b'logo = "x"\naccent = 5\n[contact]\nname_en = "Li Na"\nmail = "no"\nfax = "1"\n'
    )
    assert found.contact == Contact(name_en="Li Na")
    assert {one.column: one.kind for one in problems} == {
        "logo": "brand_unknown",
        "accent": "brand_accent",
        "contact.mail": "brand_mail",
        "contact.fax": "brand_unknown",
    }


@pytest.mark.parametrize(
    ("content", "row", "kind"),
    [
        (b"[contact]\nname_en = Li\n", 2, "brand_toml"),
        (b"\xff\xfe\x00", None, "encoding"),
        (b'contact = "Li Na"', None, "brand_unknown"),
    ],
)
def test_a_broken_file_is_told_and_the_rest_goes_on(
    content: bytes, row: int | None, kind: str
) -> None:
    brand_dir().mkdir(parents=True)
    (brand_dir() / BRAND).write_bytes(content)
    own = brand()
    assert own.contact == Contact()
    assert [(one.row, one.kind) for one in own.problems] == [(row, kind)]


def test_two_editors_lose_nothing_of_each_other() -> None:
    seen = texts_of(brand())
    save_texts({"phone": "+86 23 4900 0000"}, seen)
    save_texts({"mail": "office@example.cn"}, seen)  # who did not see the phone number
    assert brand().contact == Contact(phone="+86 23 4900 0000", mail="office@example.cn")
    with pytest.raises(BrandChangedError) as error:
        save_texts({"phone": "+86 23 4911 1111"}, seen)
    assert error.value.now == {"phone": "+86 23 4900 0000"}
    assert brand().contact.phone == "+86 23 4900 0000"


def test_the_form_keeps_what_it_could_not_save_and_says_why() -> None:
    held = Filled(texts_of(brand()))
    fill(held, "mail", "nobody")
    assert held.wrong["mail"][:2] == ("nobody", "check.brand_mail")
    save_texts({"phone": "+86 23 4900 0000"}, {})
    fill(held, "phone", "+86 23 4911 1111")
    assert held.wrong["phone"] == (
        "+86 23 4911 1111",
        "brand.changed",
        {"now": "+86 23 4900 0000"},
    )
    held.seen = texts_of(brand())
    fill(held, "phone", "+86 23 4911 1111")
    assert "phone" not in held.wrong
    assert brand().contact.phone == "+86 23 4911 1111"


def test_only_a_name_with_a_way_to_reach_it_is_shown() -> None:
    assert contact_block(Brand(), words_of("zh")) is None
    assert contact_block(Brand(Contact(name_zh="李娜")), words_of("zh")) is None
    assert Contact(phone="+86 23 4900 0000").missing == ("name",)
    assert contact_block(Brand(Contact(name_zh="李娜", wechat="x")), words_of("en")) is not None


@pytest.mark.parametrize(("lang", "name"), [("zh", "李娜"), ("en", "Li Na")])
def test_the_card_is_one_that_phones_read(lang: Lang, name: str) -> None:
    card = contact_block(Brand(LI_NA), words_of(lang))
    assert card
    lines = card.vcard.split("\r\n")
    assert lines[0] == "BEGIN:VCARD"
    assert lines[1] == "VERSION:3.0"
    assert lines[-2:] == ["END:VCARD", ""]
    assert f"FN:{name}" in lines
    assert "TEL:+86 (23) 4900-0000" in lines
    assert "EMAIL:lina@office.example.cn" in lines
    assert "NOTE:WeChat: li-na-yongchuan" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    assert card.role == "招商局副局长"  # which stands in one language only
    assert card.dialled == "tel:+862349000000"
    html = contact_html(card)
    assert f'<p class="atlas-contact-name">{name}</p>' in html
    assert 'href="tel:+862349000000"' in html
    assert html.count("data:image/png;base64,") == 2
    assert vcard_address(card).startswith("data:text/vcard")


def test_a_long_line_of_a_card_is_folded_between_letters() -> None:
    long = Contact(name_zh="李", office_zh="重庆市永川区" * 13, phone="+86 23 4900 0000")
    card = long.vcard("zh")
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    assert "ORG:" + "重庆市永川区" * 13 in card.replace("\r\n ", "")
    assert "END:VCARD\\, x" in Contact(name_en="END:VCARD, x", phone="123456").vcard("en")


def test_names_cannot_become_tags() -> None:
    card = contact_block(Brand(Contact(name_en="<script>x</script>", wechat="x")), words_of("en"))
    assert card
    assert "<script>" not in contact_html(card)
    assert isinstance(contact_html(card), Markup)


def png(side: int = 40) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (side, side // 2), "#005f73").save(made, "PNG")
    return made.getvalue() + b"<script>trailing</script>"


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="0 0 9 9">{}</svg>'
)


def given(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_picture_is_drawn_anew(local: Path) -> None:
    made = checked(given(local, "logo.input", png()))
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size) == ("PNG", (40, 20))
    assert b"script" not in made
    drawn = SVG.format('<rect width="9" height="9" fill="#005f73"/>').encode()
    with Image.open(io.BytesIO(checked(given(local, "logo.input", drawn)))) as picture:
        assert picture.convert("RGB").getpixel((picture.width // 2, 5)) == (0, 95, 115)


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)" width="9" height="9"/>',
        '<image xlink:href="https://example.com/x.png" width="9" height="9"/>',
        '<a xlink:href="javascript:alert(1)"><rect width="9" height="9"/></a>',
        "<foreignObject><p>x</p></foreignObject>",
        '<rect style="fill:url(https://example.com/x)" width="9" height="9"/>',
        "<style>@import 'https://example.com/x.css';</style>",
    ],
)
def test_an_svg_that_does_anything_is_refused(inner: str, local: Path) -> None:
    with pytest.raises(RefusedFileError, match="svg_active"):
        checked(given(local, "logo.input", SVG.format(inner).encode()))


def test_an_svg_with_entities_is_refused(local: Path) -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<text>&a;</text>").encode()
    with pytest.raises(RefusedFileError, match="svg_active"):
        checked(given(local, "logo.input", bomb))


def pptx(extra: str = "") -> bytes:
    made = io.BytesIO()
    Presentation().save(made)
    if extra:
        with zipfile.ZipFile(made, "a") as parts:
            parts.writestr(extra, b"x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("template", b"PK\x03\x04 broken", "template_broken"),
        ("template", pptx("ppt/vbaProject.bin"), "template_macros"),
        ("logo", b"GIF89a", "picture_broken"),
        ("logo", b"", "picture_broken"),
        ("logo", b"<svg", "picture_broken"),
        ("wechat_code", pptx(), "picture_broken"),
    ],
)
def test_files_that_do_not_belong_are_refused(
    name: str, content: bytes, why: str, local: Path
) -> None:
    with pytest.raises(RefusedFileError, match=why):
        checked(given(local, f"{name}.input", content))


def test_files_are_looked_at_apart_and_kept() -> None:
    assert keep("template", pptx()) == ""
    assert keep("logo", b"GIF89a") == "brand.picture_broken"
    assert keep("logo", b"x" * 1_000_001) == "brand.too_large"
    before = brand()
    assert before.logo is None
    assert before.template
    assert len(Presentation(str(before.template)).slide_layouts) == 11
    assert keep("template", None) == ""
    assert brand().template is None
    assert brand().revision != before.revision


def test_the_picture_of_a_code_stands_before_the_text() -> None:
    made = io.BytesIO()
    segno.make("https://u.wechat.com/x").save(made, kind="png", scale=4)
    save_texts({"name_en": "Li Na", "wechat": "li-na"}, {})
    drawn = contact_block(brand(), words_of("en"))
    assert keep("wechat_code", made.getvalue()) == ""
    brought = contact_block(brand(), words_of("en"))
    assert drawn
    assert brought
    assert drawn.wechat_png != brought.wechat_png
    assert brand().wechat_code
    assert brought.wechat_png == Path(str(brand().wechat_code)).read_bytes()


def test_only_what_is_filled_in_is_written() -> None:
    assert written({"mail": 'a"b'}) == b'[contact]\nmail = "a\\"b"\n'
