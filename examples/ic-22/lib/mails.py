# mails.py - mails as a supplier's mail program writes them, the same bytes for the same input.
# SPDX-License-Identifier: Apache-2.0
import email.policy
import os
from email.message import EmailMessage

SALES = "Vertrieb <vertrieb@acme.invalid>"
BUYER = "Einkauf <einkauf@stadtwerke-nord.invalid>"


def mail(subject, date, number, text, folder=None):
    out = EmailMessage(policy=email.policy.SMTP)
    out["From"], out["To"], out["Subject"], out["Date"] = SALES, BUYER, subject, date
    out["Message-ID"] = f"<{number}@acme.invalid>"
    out.set_content(text, charset="utf-8", cte="quoted-printable")
    if folder:
        attach(out, folder)
        out.set_boundary("=_ic22_delivery_7f3a91")
    return out.as_bytes()


def attach(message, folder):
    for where, folders, files in os.walk(folder):
        folders.sort()
        for entry in sorted(files):
            with open(os.path.join(where, entry), "rb") as f:
                message.add_attachment(f.read(), maintype="application", subtype="octet-stream",
                                       filename=entry)


def weak():
    return mail("Your question", "Mon, 29 Jun 2026 09:12:40 +0200", "20260629071240.4711",
                "Dear Ms Krüger,\n\nwe confirm that all controllers IC-22 of batch C-2026-041 "
                "are genuine\nand that their firmware is current.\n\nKind regards\nACME Controls\n")


def strong(folder):
    return mail("Documents for your order", "Tue, 30 Jun 2026 12:31:05 +0200",
                "20260630103105.4750",
                "Dear Ms Krüger,\n\nplease find attached all the documents that belong to your "
                "order.\n\nKind regards\nACME Controls\n", folder)


def conformity_letter():
    return ("ACME Controls GmbH, Bremen\n\nCertificate of conformity\n\n"
            "We hereby declare that the industrial controllers IC-22 of batch C-2026-041,\n"
            "delivered in June 2026, conform to the order and to the applicable\n"
            "specifications. Their firmware is current.\n\nBremen, 26 June 2026\n"
            "Quality management\n").encode()
