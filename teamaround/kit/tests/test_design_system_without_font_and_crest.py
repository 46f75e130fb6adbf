"""GOV.UK Frontend is used without what belongs to gov.uk alone."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from teamaround.kit import assets

CSS = (
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}.a{font-family:GDS Transport,arial,sans-serif;"
    "margin:0}.b{background-image:url(/assets/images/govuk-crest.svg);color:red}/*# sourceMappingURL=x.css.map */"
)


def test_font_crest_and_map_go_and_the_rest_stays() -> None:
    assert assets.restyled(CSS) == f".a{{font-family:{assets.FONT};margin:0}}.b{{color:red}}"


def test_a_new_version_that_hides_them_elsewhere_is_told() -> None:
    with pytest.raises(ValueError, match="crest"):
        assets.restyled(".a{mask:crest}")


def package(folder: Path) -> Path:
    source = folder / "govuk-frontend" / "dist" / "govuk"
    source.mkdir(parents=True)
    (source / "govuk-frontend.min.css").write_text(CSS)
    (source / "govuk-frontend.min.js").write_text("export {};\n//# sourceMappingURL=a.js.map")
    return source


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    source = package(tmp_path)
    assert len(assets.build(source, tmp_path / "var")) == 2
    assert assets.build(source, tmp_path / "var") == []
    assert "sourceMappingURL" not in (tmp_path / "var" / "govuk" / "govuk-frontend.min.js").read_text()


def test_the_command_says_what_it_wrote(tmp_path: Path, settings: Any) -> None:
    package(tmp_path)
    settings.NODE_MODULES, settings.VAR, said = tmp_path, tmp_path / "var", StringIO()
    call_command("build_assets", stdout=said)
    call_command("build_assets", stdout=said)
    assert "govuk-frontend.css" in said.getvalue()
    assert "Nothing had changed." in said.getvalue()


def test_without_the_package_it_says_what_to_do(tmp_path: Path, settings: Any) -> None:
    settings.NODE_MODULES = tmp_path / "none"
    with pytest.raises(CommandError, match="dev start"):
        call_command("build_assets")


def test_the_installed_version_can_be_restyled(settings: Any) -> None:
    installed = settings.NODE_MODULES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.css"
    assert "GDS" not in assets.restyled(installed.read_text())
