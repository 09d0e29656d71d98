"""The page behind a link as Django makes it: a signed token, a row of SQLite, a template. gunicorn serves `application`.

usage: DJANGO_FOLDER=FOLDER django_page.py: makes the database from FOLDER/page.html and prints a token
"""

import os
import pathlib
import re

import django
from django.conf import settings

FOLDER = pathlib.Path(os.environ["DJANGO_FOLDER"])

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="of this benchmark alone",
    DATABASES={"default": {
        "ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "django.sqlite", "CONN_MAX_AGE": None}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware",
                "django.middleware.clickjacking.XFrameOptionsMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [FOLDER]}])
django.setup()

from django.core import signing  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import Http404  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402

TEMPLATE = "django.html"


class Link(models.Model):
    heading = models.TextField()
    state = models.TextField()
    expires_at = models.BigIntegerField()

    class Meta:
        app_label = "benchmark"


def page(request, token):
    try:
        link = Link.objects.get(pk=signing.loads(token))
    except (signing.BadSignature, Link.DoesNotExist):
        raise Http404 from None
    return render(request, TEMPLATE, {"link": link})


urlpatterns = [path("l/<token>", page)]
application = get_wsgi_application()


def prepare():
    """Latchkey's page as a template with one value to put in, and the row that it comes from."""
    before, heading, after = re.fullmatch(r"(.*<h1>)(.*)(</h1>.*)", (FOLDER / "page.html").read_text(), re.S).groups()
    (FOLDER / TEMPLATE).write_text(before + "{{ link.heading }}" + after)
    with connection.schema_editor() as editor:
        editor.create_model(Link)
    link = Link.objects.create(heading=heading, state="open", expires_at=4102444800)
    print(signing.dumps(link.pk))


if __name__ == "__main__":
    prepare()
