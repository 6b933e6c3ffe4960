"""Certificates that stand as text inside source files, test scripts and JSON, where no line begins with their PEM header.

The finder of `peercert corpus` reads PEM whose lines stand alone. This takes what is left: base64 between quotes, behind
comment marks, with \\n for the ends of lines, and without a header if what it decodes to is one whole DER SEQUENCE.

>>> clean('  "MIIB\\\\n"\\n  "AgMB==\\\\n";')
'MIIBAgMB=='
>>> clean('// MIIB\\n// Ag/+\\n')
'MIIBAg/+'
>>> clean('/// MIIB\\n * AgMB')
'MIIBAgMB'
>>> is_one_sequence(bytes([0x30, 0x03, 0x02, 0x01, 0x05])), is_one_sequence(bytes([0x30, 0x04, 0x02, 0x01, 0x05]))
(True, False)
>>> in_series(bytes([0x30, 0x01, 0x05, 0x30, 0x00])), in_series(bytes([0x30, 0x01, 0x05, 0x30, 0x01]))
([b'0\\x01\\x05', b'0\\x00'], [])
"""
import base64
import binascii
import hashlib
import os
import re
import tarfile
import zipfile

PEM = re.compile(r"-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----(.*?)-----END", re.DOTALL)
# What is no base64 may stand between two lines of it, and not within one.
BARE = re.compile(r"MI[A-Za-z0-9+/]{30,}={0,2}(?:(?:\\n|\\r|[\s\"'`;+,\\]|//+ |# |\* ){1,200}[A-Za-z0-9+/]{4,}={0,2})*")
MOST = 32 << 20  # bytes of a file that is looked at


def clean(text):
    lines = text.replace("\\r", "").replace("\\n", "\n").split("\n")
    return "".join(re.sub(r"[^A-Za-z0-9+/=]", "", re.sub(r"^\s*(//+\s|//+$|#+|\*)", "", line)) for line in lines)


def is_one_sequence(der):
    if len(der) < 2 or der[0] != 0x30:
        return False
    if der[1] < 0x80:
        return len(der) == 2 + der[1]
    count = der[1] & 0x7f
    return len(der) == 2 + count + int.from_bytes(der[2:2 + count], "big")


def decoded(text):
    text = clean(text)
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def in_text(text):
    for found in PEM.finditer(text):
        yield decoded(found.group(1))
    for found in BARE.finditer(text):
        yield decoded(found.group())


def in_series(content):
    """DER values one after the other, as some keep their roots."""
    values, place = [], 0
    while content[place:place + 1] == b"\x30" and place + 2 <= len(content):
        short = content[place + 1] < 0x80
        count = 0 if short else content[place + 1] & 0x7f
        length = content[place + 1] if short else int.from_bytes(content[place + 2:place + 2 + count], "big")
        values.append(content[place:place + 2 + count + length])
        place += len(values[-1])
    return values if place == len(content) and len(values) > 1 and all(map(is_one_sequence, values)) else []


def members(path):
    """The name and the bytes of each file in an archive, or of the file itself."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for one in archive.infolist():
                if not one.is_dir() and one.file_size <= MOST:
                    yield one.filename, archive.read(one)
    elif tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            for one in archive:
                if one.isfile() and one.size <= MOST:
                    yield one.name, archive.extractfile(one).read()
    elif os.path.getsize(path) <= MOST:
        with open(path, "rb") as file:
            yield os.path.basename(path), file.read()


def extract(path, folder):
    """Writes what is found as text, or in a row, in an archive or file into `folder`, named after the file it stands in; returns how many."""
    seen = set()
    for name, content in members(path):
        found = in_series(content) or (in_text(content.decode("latin-1")) if b"MI" in content else [])
        for place, der in enumerate(found):
            digest = hashlib.sha256(der).digest()
            if not is_one_sequence(der) or digest in seen:
                continue
            seen.add(digest)
            os.makedirs(folder, exist_ok=True)
            written = "%s-%d.der" % (re.sub(r"[^A-Za-z0-9.]+", "_", name)[-150:], place)
            with open(os.path.join(folder, written), "wb") as file:
                file.write(der)
    return len(seen)
