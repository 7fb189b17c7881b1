# attacks.py - how a case of test/attack is written: a change to the strong form, and what of it
# must be said.
# SPDX-License-Identifier: Apache-2.0
import functools
import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "golden" / "ic-22"))
import strongform

sys.path.insert(0, str(strongform.example / "lib"))
import forms
import records as r
import signing
import tables as t

CASES = []


class Case:
    """criterion None: no criterion notices, and the delivery is accepted as if nothing were."""

    def __init__(self, name, change, criterion, code):
        self.name, self.change, self.criterion, self.code = name, change, criterion, code


def attack(criterion, code):
    """The criterion is not met, for this reason, and the delivery is not accepted."""
    def keep(change):
        CASES.append(Case(change.__name__, change, criterion, code))
        return change
    return keep


def unnoticed(change):
    """No program can see it, or it does no harm: pinned here, explained in doc/known-risks.md."""
    CASES.append(Case(change.__name__, change, None, None))
    return change


class Attacked(forms.Delivery):
    """The strong form, and short ways to spoil it."""

    def key(self, who):
        return self.made.key(who)

    def read(self, where):
        return pathlib.Path(self.path(where)).read_bytes()

    def form(self, name):
        return pathlib.Path(self.made.at("forms", name))

    def take(self, form, where, target=None):
        """A file of another form, put beside or in place of ours."""
        self.write(target or where, (self.form(form) / where).read_bytes())

    def signed(self, where, type_, subjects, predicate, who="evidence"):
        self.write(where, signing.statement(self.key(who), [signing.name(s) for s in subjects],
                                            type_, predicate))

    def rerecord(self, where, kind, subjects, predicate, who="evidence", **changes):
        """A record with some members otherwise; None takes one away."""
        out = {k: v for k, v in {**predicate, **changes}.items() if v is not None}
        self.signed(where, signing.RECORD % kind, subjects, out, who)

    def payload(self, where):
        import base64
        return json.loads(base64.b64decode(json.loads(self.read(where))["payload"]))

    def resign(self, where, statement, who="evidence"):
        self.write(where, signing.envelope(self.key(who), json.dumps(
            statement, ensure_ascii=False).encode()))

    def bare(self, where, statement):
        self.write(where, json.dumps(statement).encode())


@functools.cache
def made():
    """The keys and images, which no case changes: openssl is asked once for each key's id."""
    it = forms.Made(str(strongform.made))
    it.key = functools.cache(it.key)
    return it


def fresh(folder):
    strongform.copy(strongform.made / "forms" / "strong", folder)
    return Attacked(made(), str(folder))
