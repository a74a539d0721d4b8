"""The forms of the page on which an administrator says how officers sign."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from simpul.core.directory.models import Institution, User
from simpul.core.signing.models import ServiceVersion, SigningService, Way
from simpul.pages.shell.forms import LookMixin

_USE = (("0", _("With certificate files of their own (PKCS#12)")), ("1", _("Through the signing service")))
_SECRETS = (("0", _("Passphrase")), ("1", _("One-time code sent by the service (version 2 only)")))
_RULE = "aturan"
_VERSIONS = (
    (ServiceVersion.V2.value, _("Version 2: people by e-mail address, no NIK is asked for")),
    (ServiceVersion.V1.value, _("Version 1: people by NIK, typed at each signature")),
)


class ServiceSetupForm(LookMixin, forms.Form):
    """The institution's rule and its account."""

    class Look:
        sometimes: ClassVar = {"simulated", "address", "account", "password"}

    use_required_attribute = False
    in_use = forms.ChoiceField(
        label=_("Officers sign"), choices=_USE, widget=forms.RadioSelect,
        help_text=_(
            "Between institutions the law wants a certificate of an Indonesian PSrE, such as BSrE (PP 71/2019 art. "
            "41-42). Certificate files of other issuers and seals of the system do not meet it."
        ),
    )  # fmt: skip
    simulated = forms.BooleanField(label=_("Use the simulator of this demonstration"), required=False)
    address = forms.CharField(
        label=_("Base address of the service"), max_length=200, required=False,
        help_text=_("As your institution got it, beginning with https://."),
    )  # fmt: skip
    account = forms.CharField(
        label=_("Name of the institution's account"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password of the account"), max_length=200, required=False, strip=False,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"}),
        help_text=_("Kept in a file of the server, never shown again. Leave it empty to keep the one that is there."),
    )  # fmt: skip
    version = forms.ChoiceField(label=_("Version of the service"), choices=_VERSIONS, widget=forms.RadioSelect)
    by_code = forms.ChoiceField(
        label=_("Signers type"), choices=_SECRETS, widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.DEMO:
            del self.fields["simulated"]

    @classmethod
    def of(cls, service: SigningService | None) -> ServiceSetupForm:
        """The form filled with what holds now."""
        if service is None:
            return cls(initial={"version": ServiceVersion.V2.value, "in_use": "0", "by_code": "0"})
        return cls(
            initial={
                "in_use": str(int(service.in_use)), "by_code": str(int(service.by_code)),
                "simulated": service.simulated, "address": service.address, "account": service.account,
                "version": service.version,
            }
        )  # fmt: skip

    def values(self) -> dict[str, object]:
        """What ``set_up_service`` keeps."""
        said = self.cleaned_data
        return {
            "in_use": said["in_use"] == "1", "by_code": said["by_code"] == "1", "version": said["version"],
            "simulated": bool(said.get("simulated")), "address": said["address"].strip(), "account": said["account"],
        }  # fmt: skip


class WayForm(LookMixin, forms.Form):
    """One officer's own way."""

    use_required_attribute = False
    user = forms.ChoiceField(label=_("Officer"))
    way = forms.ChoiceField(
        label=_("Signs"), widget=forms.RadioSelect, initial=_RULE,
        choices=(
            (_RULE, _("As the institution's rule says")), (Way.SERVICE.value, _("Through the signing service")),
            (Way.OWN_KEY.value, _("With a certificate file of the own (PKCS#12)")),
        ),
    )  # fmt: skip

    def chosen(self) -> str:
        """The way, "" for the institution's rule."""
        way: str = self.cleaned_data["way"]
        return "" if way == _RULE else way

    def __init__(self, institution: Institution, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="cara-%s", **kwargs)
        people = User.objects.filter(institution=institution, is_active=True).order_by("full_name")
        field = self.fields["user"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), f"{one.full_name}, {one.position}") for one in people]
