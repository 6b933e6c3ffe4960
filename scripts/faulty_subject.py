#!/usr/bin/env python3
"""A subject with one fault: python_subject.py on an ssl module in which one plausible mistake is planted.

It tests the suite, which has to catch every one of them: `peercert audit`. Standard library only, Python 3.6 and later.

    python3 scripts/faulty_subject.py serial_is_lower_case    speaks the protocol, with that fault
    python3 scripts/faulty_subject.py --list                  prints the faults as JSON

A fault is a function below. Its name is the fault's name; its first line of documentation says what goes wrong; its
decorator says which rule of cases/rules.toml it breaks, and what the function stands in for.
"""
import datetime
import errno
import ipaddress
import json
import os
import re
import socket
import ssl
import sys
import threading
import time
import unicodedata

import python_subject

FAULTS = {}
KINDS = (ssl.SSLSocket, ssl.SSLObject)


class Fault:
    def __init__(self, function, rule, plant):
        self.name = function.__name__
        self.says = function.__doc__.strip().splitlines()[0]
        self.rule = rule
        self.plant = plant


def register(function, rule, plant):
    if function.__name__ in FAULTS:
        raise ValueError("two faults are called " + function.__name__)
    FAULTS[function.__name__] = Fault(function, rule, plant)
    return function


def stand_in(method, function, kinds=KINDS):
    """Puts `function(true_method, tls, *args, **kwargs)` in the place of that method of SSLSocket and SSLObject."""
    def replace(kind):
        true_method = getattr(kind, method)
        setattr(kind, method, lambda tls, *args, **kwargs: function(true_method, tls, *args, **kwargs))
    for kind in kinds:
        replace(kind)


def planted(rule):
    """The function plants the fault itself, when it is called."""
    return lambda function: register(function, rule, function)


def getpeercert(rule):
    """The function stands in for getpeercert: it is given the true one, the TLS object, and the arguments."""
    return lambda function: register(function, rule, lambda: stand_in("getpeercert", function))


def do_handshake(rule):
    """The function stands in for do_handshake: it is given the true one, the TLS object, and the arguments."""
    return lambda function: register(function, rule, lambda: stand_in("do_handshake", function))


def dictionary(rule):
    """The function is given each dictionary that has contents, and returns what is answered instead."""
    def decorate(function):
        def answer(true_getpeercert, tls, *args, **kwargs):
            certificate = true_getpeercert(tls, *args, **kwargs)
            return function(certificate) if isinstance(certificate, dict) and certificate else certificate
        return register(function, rule, lambda: stand_in("getpeercert", answer))
    return decorate


# --- Changing a dictionary -----------------------------------------------------------------------------------------------

def with_names(certificate, change):
    return dict(certificate, subject=change(certificate["subject"]), issuer=change(certificate["issuer"]))


def with_pairs(certificate, change):
    """change(type, value) makes a new pair of each attribute of subject and issuer."""
    return with_names(certificate, lambda name: tuple(tuple(change(*pair) for pair in rdn) for rdn in name))


def with_values(certificate, change):
    """change(text) makes a new text of each value that is text; a BIT STRING has bytes."""
    return with_pairs(certificate, lambda kind, value: (kind, change(value) if isinstance(value, str) else value))


def with_item(certificate, key, change):
    return dict(certificate, **{key: change(certificate[key])}) if key in certificate else certificate


def with_alt_names(certificate, change):
    return with_item(certificate, "subjectAltName", change)


def with_alt_values(certificate, kinds, change):
    """change(value) makes a new value of each subjectAltName of one of these kinds."""
    return with_alt_names(certificate, lambda names: tuple(
        (kind, change(value) if kind in kinds else value) for kind, value in names))


def with_times(certificate, change):
    return with_item(with_item(certificate, "notBefore", change), "notAfter", change)


URL_KEYS = ("OCSP", "caIssuers", "crlDistributionPoints")


def with_urls(certificate, change):
    for key in URL_KEYS:
        certificate = with_item(certificate, key, change)
    return certificate


def without(certificate, *keys):
    return {key: value for key, value in certificate.items() if key not in keys}


def without_repetition(items):
    return tuple(item for index, item in enumerate(items) if item not in items[:index])


def contents(der, otherwise):
    """The dictionary of a certificate, or `otherwise` when decoding it raises."""
    observation, = python_subject.decode_all([der])
    return python_subject.untag(observation["value"]) if "value" in observation else otherwise


def is_binary(binary_form=False):
    return bool(binary_form)


def while_mode_is(tls, mode, call):
    context = tls.context
    before = context.verify_mode
    context.verify_mode = mode
    try:
        return call()
    finally:
        context.verify_mode = before


# --- subject and issuer --------------------------------------------------------------------------------------------------

@dictionary("rdn_is_sequence_of_pairs")
def rdns_are_flattened(certificate):
    """Each attribute is a relative distinguished name of its own."""
    return with_names(certificate, lambda name: tuple((pair,) for rdn in name for pair in rdn))


@dictionary("rdn_is_sequence_of_pairs")
def rdns_have_one_attribute(certificate):
    """Of a relative distinguished name only the first attribute is kept."""
    return with_names(certificate, lambda name: tuple(rdn[:1] for rdn in name))


@dictionary("rdn_is_sequence_of_pairs")
def rdn_attributes_are_sorted(certificate):
    """The attributes of a relative distinguished name are sorted by their type."""
    return with_names(certificate, lambda name: tuple(tuple(sorted(rdn)) for rdn in name))


@dictionary("rdn_is_sequence_of_pairs")
def rdns_are_bare_pairs(certificate):
    """A relative distinguished name with one attribute is the pair itself."""
    return with_names(certificate, lambda name: tuple(rdn[0] if len(rdn) == 1 else rdn for rdn in name))


@dictionary("names_are_tuples_of_rdns")
def names_are_lists(certificate):
    """subject and issuer are lists."""
    return with_names(certificate, list)


@dictionary("names_are_tuples_of_rdns")
def names_are_dicts(certificate):
    """subject and issuer are dicts of attribute types and values."""
    return with_names(certificate, lambda name: {kind: value for rdn in name for kind, value in rdn})


@dictionary("names_are_tuples_of_rdns")
def names_are_text(certificate):
    """subject and issuer are one string each, as RFC 4514 writes them."""
    return with_names(certificate, lambda name: ",".join("+".join("%s=%s" % pair for pair in rdn) for rdn in name))


@dictionary("names_are_tuples_of_rdns")
def names_are_reversed(certificate):
    """subject and issuer begin with the most specific part, as RFC 4514 has it."""
    return with_names(certificate, lambda name: name[::-1])


@dictionary("names_are_tuples_of_rdns")
def last_of_repeated_attributes_wins(certificate):
    """Of several attributes of one type only the last is kept."""
    def last_ones(name):
        last = {kind: (i, j) for i, rdn in enumerate(name) for j, (kind, _) in enumerate(rdn)}
        kept = [tuple(pair for j, pair in enumerate(rdn) if last[pair[0]] == (i, j)) for i, rdn in enumerate(name)]
        return tuple(rdn for rdn in kept if rdn)
    return with_names(certificate, last_ones)


@dictionary("names_are_tuples_of_rdns")
def only_the_common_name(certificate):
    """subject and issuer hold the common name and nothing else."""
    return with_names(certificate, lambda name: tuple(rdn for rdn in name if rdn[0][0] == "commonName"))


@dictionary("names_are_tuples_of_rdns")
def empty_subject_is_left_out(certificate):
    """There is no key subject when the certificate names nobody."""
    return certificate if certificate["subject"] else without(certificate, "subject")


@getpeercert("names_are_tuples_of_rdns")
def empty_subject_makes_none(true_getpeercert, tls, *args, **kwargs):
    """The whole answer is None when the certificate's subject is empty."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return None if isinstance(certificate, dict) and certificate.get("subject") == () else certificate


SHORT_NAMES = {"commonName": "CN", "countryName": "C", "organizationName": "O", "organizationalUnitName": "OU",
               "localityName": "L", "stateOrProvinceName": "ST", "domainComponent": "DC", "userId": "UID"}

DOTTED_NAMES = {"commonName": "2.5.4.3", "countryName": "2.5.4.6", "organizationName": "2.5.4.10",
                "organizationalUnitName": "2.5.4.11", "localityName": "2.5.4.7", "stateOrProvinceName": "2.5.4.8"}


@dictionary("attribute_names_are_spelled_out")
def attribute_names_are_short(certificate):
    """Attribute types have their short names: CN, C, O."""
    return with_pairs(certificate, lambda kind, value: (SHORT_NAMES.get(kind, kind), value))


@dictionary("attribute_names_are_spelled_out")
def attribute_names_are_dotted(certificate):
    """Attribute types are object identifiers in dots, known ones too."""
    return with_pairs(certificate, lambda kind, value: (DOTTED_NAMES.get(kind, kind), value))


@dictionary("attribute_names_are_spelled_out")
def attribute_names_begin_with_a_capital(certificate):
    """Attribute types are written CommonName, CountryName."""
    return with_pairs(certificate, lambda kind, value: (kind[0].upper() + kind[1:], value))


@dictionary("attribute_types_without_a_name_are_dotted")
def attributes_without_a_name_are_dropped(certificate):
    """An attribute whose type has no name is left out."""
    def named(name):
        kept = (tuple(pair for pair in rdn if not pair[0][0].isdigit()) for rdn in name)
        return tuple(rdn for rdn in kept if rdn)
    return with_names(certificate, named)


@dictionary("attribute_types_without_a_name_are_dotted")
def attributes_without_a_name_are_unknown(certificate):
    """An attribute whose type has no name is called UNDEF, as OpenSSL calls it."""
    return with_pairs(certificate, lambda kind, value: ("UNDEF" if kind[0].isdigit() else kind, value))


COMMON_ATTRIBUTES = ("commonName", "countryName", "organizationName", "organizationalUnitName", "localityName",
                     "stateOrProvinceName", "description", "emailAddress", "title", "serialNumber", "givenName",
                     "surname", "userId", "domainComponent")


@dictionary("attribute_names_are_spelled_out")
def rarer_attribute_types_are_dropped(certificate):
    """Only the attribute types that everybody knows are kept; streetAddress and others are not."""
    def known(name):
        kept = (tuple(pair for pair in rdn if pair[0] in COMMON_ATTRIBUTES or pair[0][0].isdigit()) for rdn in name)
        return tuple(rdn for rdn in kept if rdn)
    return with_names(certificate, known)


@dictionary("subject_names_the_holder")
def subject_and_issuer_are_swapped(certificate):
    """subject holds the issuer, and issuer the subject."""
    return dict(certificate, subject=certificate["issuer"], issuer=certificate["subject"])


@dictionary("issuer_names_the_issuer")
def issuer_is_the_subject(certificate):
    """issuer is a copy of subject."""
    return dict(certificate, issuer=certificate["subject"])


def trusted_name(tls):
    roots = tls.context.get_ca_certs()
    return roots[0]["subject"] if roots else None


@getpeercert("issuer_names_the_issuer")
def issuer_is_the_root(true_getpeercert, tls, *args, **kwargs):
    """issuer is the root that the chain ends in."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    root = trusted_name(tls)
    return dict(certificate, issuer=root) if isinstance(certificate, dict) and certificate and root else certificate


@getpeercert("subject_names_the_holder")
def the_root_is_shown(true_getpeercert, tls, *args, **kwargs):
    """The certificate shown is the last of the validated chain."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    roots = tls.context.get_ca_certs()
    return roots[0] if isinstance(certificate, dict) and certificate and roots else certificate


@planted("subject_names_the_holder")
def own_certificate_is_shown():
    """A side that has a certificate of its own shows the contents of that one."""
    true_load = ssl.SSLContext.load_cert_chain

    def load(context, path):
        true_load(context, path)
        with open(path) as file:
            context.faulty_subject = file.read().partition("-----END")[0] + "-----END CERTIFICATE-----"

    def answer(true_getpeercert, tls, *args, **kwargs):
        certificate = true_getpeercert(tls, *args, **kwargs)
        own = getattr(tls.context, "faulty_subject", None)
        if own is None or not isinstance(certificate, dict):
            return certificate
        return contents(ssl.PEM_cert_to_DER_cert(own), certificate)

    ssl.SSLContext.load_cert_chain = load
    stand_in("getpeercert", answer)


# --- Text ----------------------------------------------------------------------------------------------------------------

@dictionary("text_is_unicode")
def text_is_read_as_latin_1(certificate):
    """The UTF-8 of an attribute's value is read as Latin-1."""
    return with_values(certificate, lambda value: value.encode("utf-8").decode("latin-1"))


@dictionary("text_is_unicode")
def text_beyond_ascii_is_escaped(certificate):
    """What is not ASCII in an attribute's value is escaped, as X509_NAME_oneline does it."""
    return with_values(certificate, lambda value: "".join(
        chr(byte) if byte < 128 else "\\x%02X" % byte for byte in value.encode("utf-8")))


@dictionary("text_is_unicode")
def text_beyond_16_bits_is_lost(certificate):
    """Characters beyond U+FFFF become question marks."""
    return with_values(certificate, lambda value: "".join(c if ord(c) < 0x10000 else "?" for c in value))


@dictionary("text_is_unicode")
def control_characters_are_removed(certificate):
    """Control characters are removed from the values of attributes."""
    return with_values(certificate, lambda value: "".join(c for c in value if ord(c) >= 32))


@dictionary("text_is_unchanged")
def blanks_are_trimmed(certificate):
    """Blanks at either end of an attribute's value are removed."""
    return with_values(certificate, str.strip)


@dictionary("text_is_unchanged")
def blanks_are_collapsed(certificate):
    """Several blanks in a row become one, as X.520 compares names."""
    return with_values(certificate, lambda value: " ".join(part for part in value.split(" ") if part)
                       if "  " in value.strip() else value)


@dictionary("nul_does_not_end_text")
def attribute_text_ends_at_nul(certificate):
    """The value of an attribute ends at its first NUL (CVE-2009-2408)."""
    return with_values(certificate, lambda value: value.split("\0")[0])


@dictionary("nul_does_not_end_text")
def dns_name_ends_at_nul(certificate):
    """A DNS name in subjectAltName ends at its first NUL (CVE-2013-4238)."""
    return with_alt_values(certificate, ("DNS",), lambda value: value.split("\0")[0])


@dictionary("attribute_names_are_spelled_out")
def attribute_values_are_bytes(certificate):
    """The values of attributes are bytes."""
    return with_values(certificate, lambda value: value.encode("utf-8"))


def or_as_it_is(change, value):
    try:
        return change(value)
    except UnicodeError:
        return value


@dictionary("string_type_says_how_bytes_are_read")
def latin_1_that_is_utf8_is_mended(certificate):
    """Text of Latin-1 that could be UTF-8 is read as UTF-8."""
    return with_values(certificate, lambda text: or_as_it_is(lambda t: t.encode("latin-1").decode("utf-8"), text))


@dictionary("string_type_says_how_bytes_are_read")
def latin_1_is_windows_1252(certificate):
    """The bytes 80 to 9F are the characters that Windows-1252 has there."""
    return with_values(certificate, lambda text: "".join(
        or_as_it_is(lambda c: c.encode("latin-1").decode("cp1252"), letter) for letter in text))


@dictionary("text_is_unchanged")
def text_is_normalized(certificate):
    """The values of attributes are in the normal form C of Unicode."""
    return with_values(certificate, lambda text: unicodedata.normalize("NFC", text))


@dictionary("text_is_unchanged")
def byte_order_marks_are_removed(certificate):
    """A byte order mark at the begin of a value is removed."""
    return with_values(certificate, lambda text: text[1:] if text[:1] == "\uFEFF" else text)


@dictionary("text_is_unchanged")
def text_ends_with_its_line(certificate):
    """Of a value with line breaks the first line is kept."""
    return with_values(certificate, lambda text: text.split("\n")[0])


@dictionary("text_is_unchanged")
def numbers_lose_their_zeros(certificate):
    """A value that looks like a number becomes one, and is printed again."""
    return with_values(certificate, lambda text: str(int(text.replace(" ", "")))
                       if text.replace(" ", "").isdigit() else text)


@dictionary("nul_does_not_end_text")
def nuls_at_the_end_are_removed(certificate):
    """A NUL at the end of a value counts as the one that ends a C string."""
    return with_values(certificate, lambda text: text.rstrip("\0"))


@dictionary("text_is_whole")
def text_has_at_most_64_characters(certificate):
    """Values are cut to the 64 characters that RFC 5280 allows."""
    return with_values(certificate, lambda text: text[:64])


@dictionary("text_is_whole")
def text_is_cut_at_4096_bytes(certificate):
    """Values go through a buffer of 4,096 bytes."""
    return with_values(certificate, lambda text: text.encode("utf-8")[:4095].decode("utf-8", "ignore"))


@dictionary("text_is_whole")
def types_have_at_most_80_characters(certificate):
    """Attribute types go through a buffer of 80 bytes, whose last is a NUL."""
    return with_pairs(certificate, lambda kind, value: (kind[:79], value))


@dictionary("empty_text_is_text")
def empty_attributes_are_left_out(certificate):
    """An attribute without text is left out."""
    return with_names(certificate, lambda name: tuple(
        rdn for rdn in (tuple(pair for pair in rdn if pair[1] != "") for rdn in name) if rdn))


@dictionary("attribute_types_have_openssls_names")
def types_lose_their_blanks(certificate):
    """Attribute types are written without blanks and punctuation."""
    return with_pairs(certificate, lambda kind, value: (
        kind if kind[0].isdigit() else "".join(c for c in kind if c.isalnum() or c == "-"), value))


@dictionary("attribute_types_without_a_name_are_dotted")
def arcs_have_64_bits(certificate):
    """An arc of an attribute type wraps around at 2^64."""
    return with_pairs(certificate, lambda kind, value: (
        ".".join(str(int(arc) % 2 ** 64) for arc in kind.split(".")) if kind.replace(".", "").isdigit() else kind, value))


@dictionary("bit_string_is_bytes")
def bit_strings_are_text(certificate):
    """A BIT STRING is text of Latin-1."""
    return with_pairs(certificate, lambda kind, value: (
        kind, value.decode("latin-1") if isinstance(value, bytes) else value))


@dictionary("bit_string_is_bytes")
def bit_strings_end_at_their_last_one(certificate):
    """Zeros at the end of a BIT STRING are removed, as DER has it for those with names."""
    return with_pairs(certificate, lambda kind, value: (
        kind, value.rstrip(b"\0") if isinstance(value, bytes) else value))


@dictionary("empty_bit_string_is_none")
def empty_bit_strings_are_empty_text(certificate):
    """A BIT STRING without bits is an empty str."""
    return with_pairs(certificate, lambda kind, value: (kind, "" if value is None else value))


@getpeercert("value_that_is_no_text_raises")
def no_text_makes_an_empty_answer(true_getpeercert, tls, *args, **kwargs):
    """A certificate whose names cannot be shown gives an empty dict, and no error."""
    try:
        return true_getpeercert(tls, *args, **kwargs)
    except ssl.SSLError:
        return {}


@dictionary("names_are_tuples_of_rdns")
def names_have_at_most_100_rdns(certificate):
    """Of a name the first hundred relative distinguished names are read."""
    return with_names(certificate, lambda name: name[:100])


@dictionary("names_are_tuples_of_rdns")
def repeated_rdns_are_merged(certificate):
    """A relative distinguished name that repeats the one before it is left out."""
    return with_names(certificate, lambda name: tuple(
        rdn for index, rdn in enumerate(name) if index == 0 or rdn != name[index - 1]))


@dictionary("rdn_is_sequence_of_pairs")
def repeated_attributes_are_merged(certificate):
    """A relative distinguished name is a set, in which an attribute is once."""
    return with_names(certificate, lambda name: tuple(without_repetition(rdn) for rdn in name))


class Text(str):
    """What a wrapper of another library's strings may look like."""


@dictionary("attribute_names_are_spelled_out")
def attribute_values_are_of_a_class(certificate):
    """The values of attributes are of a class of their own that inherits from str."""
    return with_values(certificate, Text)


# --- version, serialNumber, notBefore, notAfter --------------------------------------------------------------------------

def digits_and_sign(serial):
    """serialNumber without the end of a line that OpenSSL breaks."""
    return serial.rstrip("\\\n")


def digits(serial):
    return digits_and_sign(serial).lstrip("-")


def signed(number, bits):
    """The lower bits of the number, the highest of them its sign."""
    return (number + 2**(bits - 1)) % 2**bits - 2**(bits - 1)


@dictionary("version_is_int")
def version_counts_from_zero(certificate):
    """version is the number as it is encoded: 2 for v3."""
    return with_item(certificate, "version", lambda version: version - 1)


@dictionary("version_is_int")
def version_is_text(certificate):
    """version is a str."""
    return with_item(certificate, "version", str)


@dictionary("version_is_int")
def version_is_always_3(certificate):
    """version is 3 whatever the certificate says."""
    return with_item(certificate, "version", lambda version: 3)


@dictionary("version_is_int")
def version_1_is_left_out(certificate):
    """version is missing where the certificate says nothing of its version, or says 1."""
    return without(certificate, "version") if certificate["version"] == 1 else certificate


@dictionary("version_is_one_more_than_written")
def unknown_versions_are_none(certificate):
    """version is None unless it is 1, 2 or 3."""
    return with_item(certificate, "version", lambda version: version if version in (1, 2, 3) else None)


@dictionary("version_is_one_more_than_written")
def version_is_of_one_octet(certificate):
    """version is read from the last octet, as a number from -128 to 127."""
    return with_item(certificate, "version", lambda version: signed(version - 1, 8) + 1)


@dictionary("version_is_one_more_than_written")
def version_is_unsigned(certificate):
    """version is never negative: a negative number is taken for one of 64 bits without a sign."""
    return with_item(certificate, "version", lambda version: (version - 1) % 2**64 + 1)


@dictionary("version_has_64_bits")
def version_has_32_bits(certificate):
    """version has the 32 lower bits of the number."""
    return with_item(certificate, "version", lambda version: signed(version - 1, 32) + 1)


@dictionary("version_has_64_bits")
def version_does_not_wrap_around(certificate):
    """version is 2**63 after the greatest number of 64 bits."""
    return with_item(certificate, "version", lambda version: 2**63 if version == -2**63 else version)


@dictionary("serial_number_is_upper_case_hex")
def serial_is_lower_case(certificate):
    """serialNumber has lower-case digits."""
    return with_item(certificate, "serialNumber", str.lower)


@dictionary("serial_number_has_two_digits_a_byte")
def serial_is_not_padded(certificate):
    """serialNumber has no leading zero."""
    return with_item(certificate, "serialNumber", lambda serial: "%X" % int(digits_and_sign(serial), 16))


@dictionary("serial_number_has_two_digits_a_byte")
def serial_keeps_its_sign_byte(certificate):
    """serialNumber shows the content of the INTEGER, with the 00 that a first bit of 1 asks for."""
    return with_item(certificate, "serialNumber", lambda serial: "00" + serial if serial[0] in "89ABCDEF" else serial)


@dictionary("serial_number_has_two_digits_a_byte")
def serial_is_at_most_64_bits(certificate):
    """serialNumber is cut to the lowest 64 bits."""
    return with_item(certificate, "serialNumber", lambda serial: serial[-16:])


@dictionary("serial_number_is_upper_case_hex")
def serial_is_an_int(certificate):
    """serialNumber is an int."""
    return with_item(certificate, "serialNumber", lambda serial: int(digits_and_sign(serial), 16))


@dictionary("serial_number_is_upper_case_hex")
def serial_is_decimal(certificate):
    """serialNumber is written in decimal."""
    return with_item(certificate, "serialNumber", lambda serial: str(int(digits_and_sign(serial), 16)))


@dictionary("serial_number_is_upper_case_hex")
def serial_has_a_prefix(certificate):
    """serialNumber begins with 0x."""
    return with_item(certificate, "serialNumber", lambda serial: "0x" + serial)


@dictionary("serial_number_is_upper_case_hex")
def serial_has_colons(certificate):
    """serialNumber has a colon after every byte, as OpenSSL's command prints it."""
    return with_item(certificate, "serialNumber",
                     lambda serial: ":".join(serial[i:i + 2] for i in range(0, len(serial), 2)))


@dictionary("serial_number_has_two_digits_a_byte")
def serial_zero_is_empty(certificate):
    """serialNumber is empty where the number is zero, since zero has no digit that counts."""
    return with_item(certificate, "serialNumber", lambda serial: serial if int(digits(serial), 16) else "")


@dictionary("serial_number_has_two_digits_a_byte")
def serial_is_at_most_20_bytes(certificate):
    """serialNumber is the last 20 bytes of a longer number."""
    return with_item(certificate, "serialNumber", lambda serial: serial[-40:] if digits(serial) == serial else serial)


@dictionary("negative_serial_number_has_a_minus")
def negative_serial_is_its_bytes(certificate):
    """A negative serialNumber is the bytes of its two's complement."""
    def as_written(serial):
        number = int(digits(serial), 16)
        octets = (number - 1).bit_length() // 8 + 1
        return "%0*X" % (2 * octets, 2**(8 * octets) - number)
    return with_item(certificate, "serialNumber",
                     lambda serial: as_written(serial) if serial[:1] == "-" else serial)


@dictionary("negative_serial_number_has_a_minus")
def negative_serial_is_a_byte_short(certificate):
    """A negative serialNumber loses the carry into a byte of its own: -256 becomes -00."""
    return with_item(certificate, "serialNumber",
                     lambda serial: "-00" if serial[:3] == "-01" and not serial[3:].strip("0") and serial[3:] else serial)


@dictionary("serial_number_is_cut_after_35_bytes")
def serial_line_is_stripped(certificate):
    """serialNumber is the line that OpenSSL prints, less its end: backslash and newline."""
    return with_item(certificate, "serialNumber", digits_and_sign)


@dictionary("serial_number_is_cut_after_35_bytes")
def serial_line_has_no_newline(certificate):
    """serialNumber is the line that OpenSSL prints, less its newline."""
    return with_item(certificate, "serialNumber", lambda serial: serial.rstrip("\n"))


BAD_TIME = "Bad time value"
NO_YEAR = 2000


def year_of(text):
    """The year of a time; one that no fault touches for what is no date."""
    found = re.search(r" (\d+) GMT$", text)
    return int(found.group(1)) if found else NO_YEAR


def with_years(certificate, change):
    """change(year) makes a new year of that of each time."""
    return with_times(certificate, lambda text: re.sub(
        r" (\d+) GMT$", lambda found: " %s GMT" % change(int(found.group(1))), text))


def with_fractions(certificate, change):
    """change(".5") makes a new fraction of that of each time."""
    return with_times(certificate, lambda text: re.sub(r"\.\d+", lambda found: change(found.group()), text))


def utc(text):
    return datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=ssl.cert_time_to_seconds(text))


@dictionary("times_are_gmt_text")
def times_are_iso(certificate):
    """notBefore and notAfter are written as ISO 8601 has it."""
    return with_times(certificate, lambda text: utc(text).isoformat() + "Z")


@dictionary("times_are_gmt_text")
def times_are_datetimes(certificate):
    """notBefore and notAfter are datetime objects."""
    return with_times(certificate, utc)


@dictionary("times_are_gmt_text")
def times_are_numbers(certificate):
    """notBefore and notAfter are seconds since 1970."""
    return with_times(certificate, ssl.cert_time_to_seconds)


@dictionary("times_are_gmt_text")
def times_are_asn1(certificate):
    """notBefore and notAfter are the bytes of the certificate: 210304050607Z."""
    return with_times(certificate, lambda text: utc(text).strftime("%y%m%d%H%M%SZ"))


@dictionary("times_are_gmt_text")
def times_end_in_utc(certificate):
    """notBefore and notAfter end in UTC."""
    return with_times(certificate, lambda text: text.replace("GMT", "UTC"))


@dictionary("day_of_a_time_takes_two_columns")
def day_is_padded_with_zero(certificate):
    """A day before the tenth begins with a zero."""
    return with_times(certificate, lambda text: text[:4] + text[4:6].replace(" ", "0") + text[6:])


@dictionary("day_of_a_time_takes_two_columns")
def day_is_not_padded(certificate):
    """A day before the tenth stands after a single blank."""
    return with_times(certificate, lambda text: text.replace("  ", " "))


@planted("times_are_gmt_text")
def times_are_local():
    """notBefore and notAfter are in the local time zone, here nine hours east of Greenwich."""
    os.environ["TZ"] = "XST-9"
    time.tzset()

    def local(text):
        at = time.localtime(ssl.cert_time_to_seconds(text))
        return "%s %2d %02d:%02d:%02d %d GMT" % (text[:3] if at.tm_mday == int(text[4:6]) else time.strftime("%b", at),
                                               at.tm_mday, at.tm_hour, at.tm_min, at.tm_sec, at.tm_year)

    def answer(true_getpeercert, tls, *args, **kwargs):
        certificate = true_getpeercert(tls, *args, **kwargs)
        return with_times(certificate, local) if isinstance(certificate, dict) else certificate

    stand_in("getpeercert", answer)


@dictionary("times_are_gmt_text")
def times_after_2049_are_of_1950(certificate):
    """A year after 2049 comes out a century early: the time is taken for a UTCTime."""
    return with_times(certificate, lambda text: text.replace(" 20", " 19") if text[-8:-4] > "2049" else text)


@dictionary("utc_time_is_of_1950_to_2049")
def years_before_1969_are_of_2000(certificate):
    """A year from 1950 to 1968 comes out a century late, as %y of POSIX has it."""
    return with_years(certificate, lambda year: year + 100 if 1950 <= year <= 1968 else year)


@dictionary("generalized_time_has_its_own_year")
def times_begin_in_1970(certificate):
    """A time before 1970 is the first second of 1970."""
    return with_times(certificate, lambda text: "Jan  1 00:00:00 1970 GMT" if year_of(text) < 1970 else text)


@dictionary("generalized_time_has_its_own_year")
def times_end_in_2038(certificate):
    """A time after 2038 is the last that has 32 bits."""
    return with_times(certificate, lambda text: "Jan 19 03:14:07 2038 GMT" if year_of(text) > 2038 else text)


@dictionary("generalized_time_has_its_own_year")
def year_9999_is_none(certificate):
    """notAfter is None in the year 9999, which stands for no end."""
    return with_item(certificate, "notAfter", lambda text: None if year_of(text) == 9999 else text)


@dictionary("year_is_not_padded")
def year_is_padded(certificate):
    """A year has four digits: 0000, 0099."""
    return with_years(certificate, lambda year: "%04d" % year)


@dictionary("year_is_not_padded")
def years_before_100_are_of_1900(certificate):
    """A year of two digits is of the last century, as struct tm counts."""
    return with_years(certificate, lambda year: year + 1900 if year < 100 else year)


@dictionary("leap_days_are_dates")
def centuries_have_no_leap_day(certificate):
    """A leap day in a year that ends in 00 is no date."""
    return with_times(certificate,
                      lambda text: BAD_TIME if text[:6] == "Feb 29" and year_of(text) % 100 == 0 else text)


@dictionary("leap_days_are_dates")
def days_are_counted_from_the_first(certificate):
    """A leap day is the first of March, its day being counted in a year that has none."""
    return with_times(certificate, lambda text: text.replace("Feb 29", "Mar  1"))


@dictionary("what_is_no_date_is_bad_time_value")
def bad_time_is_none(certificate):
    """A time that is no date is None."""
    return with_times(certificate, lambda text: None if text == BAD_TIME else text)


@dictionary("what_is_no_date_is_bad_time_value")
def bad_time_raises(certificate):
    """A time that is no date raises ValueError, as ssl.cert_time_to_seconds() does."""
    return with_times(certificate, lambda text: ssl.cert_time_to_seconds(text) if text == BAD_TIME else text)


@dictionary("what_is_no_date_is_bad_time_value")
def bad_time_is_left_out(certificate):
    """A time that is no date is missing from the dictionary."""
    return without(certificate, *[key for key in ("notBefore", "notAfter") if certificate[key] == BAD_TIME])


@dictionary("what_is_no_date_is_bad_time_value")
def one_bad_time_is_two(certificate):
    """A notBefore that is no date makes notAfter none."""
    return dict(certificate, notAfter=BAD_TIME) if certificate["notBefore"] == BAD_TIME else certificate


@dictionary("fraction_of_a_second_is_kept")
def fraction_is_lost(certificate):
    """A time has whole seconds."""
    return with_fractions(certificate, lambda fraction: "")


@dictionary("fraction_of_a_second_is_kept")
def fraction_is_of_microseconds(certificate):
    """A fraction has six digits at most."""
    return with_fractions(certificate, lambda fraction: fraction[:7])


@dictionary("fraction_of_a_second_is_kept")
def fraction_has_no_final_zero(certificate):
    """A zero at the end of a fraction is dropped."""
    return with_fractions(certificate, lambda fraction: fraction.rstrip("0"))


@getpeercert("offset_is_taken_off")
def offset_is_passed_over(true_getpeercert, tls, *args, **kwargs):
    """A UTCTime with an offset is shown as if it had none."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    written = re.search(rb"\x17\x11(\d{12})[+-]\d{4}", true_getpeercert(tls, True) or b"")
    if not isinstance(certificate, dict) or not certificate or not written:
        return certificate
    at = datetime.datetime.strptime(written.group(1).decode(), "%y%m%d%H%M%S")
    return dict(certificate, notBefore=at.strftime("%b %e %H:%M:%S %Y GMT"))


@getpeercert("time_without_seconds_is_at_second_0")
def time_without_seconds_is_bad(true_getpeercert, tls, *args, **kwargs):
    """A time without seconds is taken for no date."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    written = re.search(rb"\x17\x0b\d{10}Z|\x18\x0d\d{12}Z", true_getpeercert(tls, True) or b"")
    if not isinstance(certificate, dict) or not certificate or not written:
        return certificate
    return with_times(certificate, lambda text: BAD_TIME)


@dictionary("times_are_not_compared")
def reversed_times_are_swapped(certificate):
    """notBefore is the earlier of the two times."""
    if year_of(certificate["notBefore"]) <= year_of(certificate["notAfter"]):
        return certificate
    return dict(certificate, notBefore=certificate["notAfter"], notAfter=certificate["notBefore"])


@dictionary("issuer_and_not_before_are_there")
def not_before_is_missing(certificate):
    """There is no notBefore."""
    return without(certificate, "notBefore")


# --- subjectAltName ------------------------------------------------------------------------------------------------------

@dictionary("no_extension_no_key")
def absent_alt_name_is_empty(certificate):
    """Without the extension subjectAltName is an empty tuple."""
    return certificate if "subjectAltName" in certificate else dict(certificate, subjectAltName=())


@dictionary("no_extension_no_key")
def common_name_is_an_alt_name(certificate):
    """Without the extension subjectAltName holds the common name as a DNS name."""
    names = [value for rdn in certificate["subject"] for kind, value in rdn if kind == "commonName"]
    if "subjectAltName" in certificate or not names:
        return certificate
    return dict(certificate, subjectAltName=(("DNS", names[-1]),))


@dictionary("subject_alt_name_when_present")
def alt_name_is_missing(certificate):
    """subjectAltName is never there."""
    return without(certificate, "subjectAltName")


@dictionary("subject_alt_name_is_pairs")
def alt_names_are_text(certificate):
    """subjectAltName is one string, as OpenSSL prints the extension."""
    return with_alt_names(certificate, lambda names: ", ".join("%s:%s" % pair for pair in names))


@dictionary("subject_alt_name_is_pairs")
def alt_names_are_a_dict(certificate):
    """subjectAltName is a dict of kinds and the values of each."""
    def by_kind(names):
        return {kind: tuple(value for other, value in names if other == kind) for kind, _ in names}
    return with_alt_names(certificate, by_kind)


@dictionary("subject_alt_name_is_pairs")
def alt_names_have_no_kind(certificate):
    """subjectAltName is a tuple of values without their kinds."""
    return with_alt_names(certificate, lambda names: tuple(value for _, value in names))


@dictionary("subject_alt_name_is_pairs")
def alt_names_are_a_list(certificate):
    """subjectAltName is a list."""
    return with_alt_names(certificate, list)


@dictionary("printed_example")
def mail_address_of_the_subject_is_an_alt_name(certificate):
    """subjectAltName also has the subject's emailAddress, as X509_get1_email collects mail addresses."""
    mail = tuple(("email", value) for rdn in certificate["subject"] for kind, value in rdn if kind == "emailAddress")
    return with_alt_names(certificate, lambda names: names + mail)


@dictionary("general_names_by_kind")
def only_dns_names(certificate):
    """subjectAltName has DNS names and nothing else."""
    return with_alt_names(certificate, lambda names: tuple(pair for pair in names if pair[0] == "DNS"))


@dictionary("general_names_by_kind")
def repeated_alt_names_are_merged(certificate):
    """A name that stands in subjectAltName twice is shown once."""
    return with_alt_names(certificate, without_repetition)


@dictionary("general_names_by_kind")
def alt_names_are_grouped_by_kind(certificate):
    """subjectAltName has all DNS names first, then what else there is."""
    return with_alt_names(certificate, lambda names: tuple(sorted(names, key=lambda pair: pair[0] != "DNS")))


@dictionary("general_names_by_kind")
def kinds_are_lower_case(certificate):
    """The kinds in subjectAltName are in lower case: dns, uri."""
    return with_alt_names(certificate, lambda names: tuple((kind.lower(), value) for kind, value in names))


@dictionary("general_names_by_kind")
def kind_of_addresses_is_ip(certificate):
    """The kind of an address is IP."""
    return with_alt_names(certificate, lambda names: tuple(
        ("IP" if kind == "IP Address" else kind, value) for kind, value in names))


@dictionary("general_names_by_kind")
def kind_of_mail_addresses_is_rfc822(certificate):
    """The kind of a mail address is rfc822Name."""
    return with_alt_names(certificate, lambda names: tuple(
        ("rfc822Name" if kind == "email" else kind, value) for kind, value in names))


@dictionary("ip_address_text")
def ipv6_is_compressed(certificate):
    """An IPv6 address is compressed, as RFC 5952 recommends, its digits in upper case."""
    return with_alt_values(certificate, ("IP Address",),
                           lambda value: ipaddress.ip_address(value).compressed.upper())


@dictionary("ip_address_text")
def ipv6_is_lower_case(certificate):
    """An IPv6 address has lower-case digits."""
    return with_alt_values(certificate, ("IP Address",), str.lower)


@dictionary("ip_address_text")
def ipv6_has_four_digits_a_group(certificate):
    """Every group of an IPv6 address has four digits."""
    return with_alt_values(certificate, ("IP Address",), lambda value: ":".join(
        part.rjust(4, "0") for part in value.split(":")) if ":" in value else value)


@dictionary("ip_address_text")
def ipv6_ends_in_a_line_feed(certificate):
    """An IPv6 address ends in a line feed (bpo-38820)."""
    return with_alt_values(certificate, ("IP Address",), lambda value: value + "\n" if ":" in value else value)


@dictionary("ip_address_text")
def addresses_are_objects(certificate):
    """An address is an object of the module ipaddress."""
    return with_alt_values(certificate, ("IP Address",), ipaddress.ip_address)


@dictionary("general_names_by_kind")
def directory_names_are_text(certificate):
    """A directory name is a string, as RFC 4514 writes it."""
    return with_alt_values(certificate, ("DirName",), lambda name: ",".join(
        "+".join("%s=%s" % pair for pair in rdn) for rdn in name))


@dictionary("general_names_by_kind")
def directory_names_are_flattened(certificate):
    """Each attribute of a directory name is a relative distinguished name of its own."""
    return with_alt_values(certificate, ("DirName",), lambda name: tuple((pair,) for rdn in name for pair in rdn))


@dictionary("general_names_by_kind")
def registered_ids_are_dotted(certificate):
    """A registered id with a name is dotted too."""
    dotted = dict(DOTTED_NAMES, sha256="2.16.840.1.101.3.4.2.1")
    return with_alt_values(certificate, ("Registered ID",), lambda value: dotted.get(value, value))


@dictionary("general_names_by_kind")
def registered_ids_are_left_out(certificate):
    """subjectAltName has no registered ids."""
    return with_alt_names(certificate, lambda names: tuple(pair for pair in names if pair[0] != "Registered ID"))


@dictionary("text_is_unchanged")
def dns_names_are_decoded(certificate):
    """An internationalised DNS name is shown in Unicode."""
    def decoded(name):
        try:
            return name.encode("ascii").decode("idna")
        except UnicodeError:
            return name
    return with_alt_values(certificate, ("DNS",), decoded)


@dictionary("text_is_unchanged")
def dns_names_are_lower_case(certificate):
    """DNS names are in lower case."""
    return with_alt_values(certificate, ("DNS",), str.lower)


@dictionary("text_is_unchanged")
def final_dots_are_removed(certificate):
    """A DNS name does not end in a dot."""
    return with_alt_values(certificate, ("DNS",), lambda name: name.rstrip("."))


@dictionary("text_is_unchanged")
def uris_are_unquoted(certificate):
    """The %20 of a URI is a blank."""
    return with_alt_values(certificate, ("URI",), lambda uri: uri.replace("%20", " "))


# The object identifiers of the extensions, as they are encoded, with the keys that show them.
EXTENSIONS = ((b"\x06\x03\x55\x1d\x11", ("subjectAltName",)),
              (b"\x06\x08\x2b\x06\x01\x05\x05\x07\x01\x01", ("OCSP", "caIssuers")),
              (b"\x06\x03\x55\x1d\x1f", ("crlDistributionPoints",)))


def malformed(change):
    """change(certificate, keys) is answered where the certificate has an extension and none of its keys is shown."""
    def answer(true_getpeercert, tls, *args, **kwargs):
        certificate = true_getpeercert(tls, *args, **kwargs)
        if not isinstance(certificate, dict) or not certificate:
            return certificate
        der = true_getpeercert(tls, True)
        for encoded, keys in EXTENSIONS:
            if encoded in der and not any(key in certificate for key in keys):
                certificate = change(certificate, keys)
        return certificate
    return register(change, "malformed_extension_is_absent", lambda: stand_in("getpeercert", answer))


@malformed
def malformed_extension_raises(_certificate, _keys):
    """An extension that cannot be decoded raises ssl.SSLError."""
    raise ssl.SSLError("extension cannot be decoded")


@malformed
def malformed_extension_is_empty(certificate, keys):
    """An extension that cannot be decoded is there, as an empty tuple."""
    return dict(certificate, **{key: () for key in keys})


@malformed
def malformed_extension_empties_the_dictionary(_certificate, _keys):
    """An extension that cannot be decoded costs the whole dictionary: the answer is {}."""
    return {}


def without_names(certificate, unwanted):
    """Without the names of subjectAltName of which unwanted(kind, value) is true."""
    return with_alt_names(certificate, lambda names: tuple(pair for pair in names if not unwanted(*pair)))


@dictionary("alt_name_without_names_is_empty")
def alt_name_without_names_is_absent(certificate):
    """A subjectAltName extension without names counts as none."""
    return certificate if certificate.get("subjectAltName") else without(certificate, "subjectAltName")


@dictionary("alt_names_have_any_length")
def empty_texts_are_left_out(certificate):
    """A general name without characters is left out."""
    return without_names(certificate, lambda kind, value: value == "")


@dictionary("directory_name_is_a_name")
def empty_directory_names_are_left_out(certificate):
    """A directory name without attributes is left out."""
    return without_names(certificate, lambda kind, value: value == ())


@dictionary("alt_names_have_any_length")
def alt_names_are_cut(certificate):
    """A DNS name, which has 253 characters at most, is cut there."""
    return with_alt_values(certificate, ("DNS",), lambda value: value[:253])


@dictionary("alt_names_have_any_length")
def alt_names_are_at_most_1024(certificate):
    """After 1,024 names subjectAltName ends."""
    return with_alt_names(certificate, lambda names: names[:1024])


@dictionary("text_is_unchanged")
def alt_names_are_read_from_printed_text(certificate):
    """subjectAltName is taken apart at the commas of what OpenSSL prints of the extension."""
    def taken_apart(names):
        texts = [(kind, value) for kind, value in names if isinstance(value, str)]
        if len(texts) != len(names) or not names:
            return names
        printed = ", ".join("%s:%s" % pair for pair in texts)
        return tuple(tuple(part.partition(":")[::2]) for part in printed.split(", "))
    return with_alt_names(certificate, taken_apart)


@dictionary("text_is_unchanged")
def line_ends_of_alt_names_are_stripped(certificate):
    """A line that ends with a general name is not shown to end."""
    return with_alt_values(certificate, ("DNS", "email", "URI"), lambda value: value.rstrip("\r\n"))


@dictionary("text_is_unchanged")
def alt_names_are_normalized(certificate):
    """General names are in the normal form C of Unicode."""
    return with_alt_values(certificate, ("DNS", "email", "URI"), lambda value: unicodedata.normalize("NFC", value))


@dictionary("text_is_unchanged")
def dns_names_may_be_addresses(certificate):
    """A DNS name that reads like an address is one."""
    def kind_of(value):
        try:
            return "IP Address" if ipaddress.ip_address(value) else "DNS"
        except ValueError:
            return "DNS"
    return with_alt_names(certificate, lambda names: tuple(
        (kind_of(value) if kind == "DNS" else kind, value) for kind, value in names))


@dictionary("nul_does_not_end_text")
def nul_is_padding_of_alt_names(certificate):
    """NULs around a general name are taken for padding."""
    return with_alt_values(certificate, ("DNS", "email", "URI"), lambda value: value.strip("\0"))


@dictionary("general_name_text_is_utf8")
def byte_order_mark_is_removed(certificate):
    """A byte order mark at the beginning of a general name is not shown."""
    return with_alt_values(certificate, ("DNS", "email", "URI"), lambda value: value[value.startswith("\ufeff"):])


@getpeercert("general_name_text_is_utf8")
def text_that_is_no_utf8_makes_it_empty(true_getpeercert, tls, *args, **kwargs):
    """Where a text is no UTF-8 the dictionary is empty."""
    try:
        return true_getpeercert(tls, *args, **kwargs)
    except UnicodeDecodeError:
        return {}


@getpeercert("general_name_text_is_utf8")
def text_that_is_no_utf8_is_an_ssl_error(true_getpeercert, tls, *args, **kwargs):
    """Where a text is no UTF-8 the call raises ssl.SSLError."""
    try:
        return true_getpeercert(tls, *args, **kwargs)
    except UnicodeDecodeError as error:
        raise ssl.SSLError(str(error))


@dictionary("address_of_another_length_is_invalid")
def addresses_of_another_length_are_left_out(certificate):
    """An address of neither 4 nor 16 bytes is left out."""
    return without_names(certificate, lambda kind, value: (kind, value) == ("IP Address", "<invalid>"))


@dictionary("address_of_another_length_is_invalid")
def addresses_of_another_length_are_none(certificate):
    """An address of neither 4 nor 16 bytes is None."""
    return with_alt_values(certificate, ("IP Address",), lambda value: None if value == "<invalid>" else value)


@dictionary("names_without_a_text_are_unsupported")
def names_without_a_text_are_left_out(certificate):
    """A name that OpenSSL has no text for is left out."""
    return without_names(certificate, lambda kind, value: value == "<unsupported>")


@dictionary("names_without_a_text_are_unsupported")
def names_without_a_text_are_other_names(certificate):
    """An x400Address or ediPartyName has the kind othername."""
    return with_alt_names(certificate, lambda names: tuple(
        ("othername" if kind in ("X400Name", "EdiPartyName") else kind, value) for kind, value in names))


@dictionary("general_names_by_kind")
def first_arcs_are_a_quotient(certificate):
    """The first two arcs of a registered id are a quotient and a remainder of 40, though 2 may be followed by any number."""
    def divided(text):
        first, second, *rest = text.split(".")
        return ".".join([str(n) for n in divmod(int(first) * 40 + int(second), 40)] + rest)
    return with_alt_values(certificate, ("Registered ID",),
                           lambda value: divided(value) if value.startswith("2.") else value)


@dictionary("general_names_by_kind")
def arcs_have_32_bits(certificate):
    """An arc of a registered id is what 32 bits hold of it."""
    return with_alt_values(certificate, ("Registered ID",), lambda value: ".".join(
        str(int(arc) & 0xFFFFFFFF) for arc in value.split(".")) if value.replace(".", "").isdigit() else value)


@dictionary("other_name_is_what_openssl_prints")
def other_names_have_no_type(certificate):
    """An othername is its text, without UPN and the like in front."""
    return with_alt_values(certificate, ("othername",), lambda value: value.partition(":")[2] or value)


# --- OCSP, caIssuers, crlDistributionPoints ------------------------------------------------------------------------------

@dictionary("urls_keep_their_order")
def urls_are_lists(certificate):
    """OCSP, caIssuers and crlDistributionPoints are lists."""
    return with_urls(certificate, list)


@dictionary("urls_keep_their_order")
def a_single_url_is_text(certificate):
    """Where there is one URL it is no tuple, but the text itself."""
    return with_urls(certificate, lambda urls: urls[0] if len(urls) == 1 else urls)


@dictionary("urls_keep_their_order")
def urls_are_sorted(certificate):
    """URLs are sorted."""
    return with_urls(certificate, lambda urls: tuple(sorted(urls)))


@dictionary("urls_keep_their_order")
def repeated_urls_are_merged(certificate):
    """A URL that stands there twice is shown once."""
    return with_urls(certificate, without_repetition)


@dictionary("urls_keep_their_order")
def only_http_urls(certificate):
    """URLs that are not of HTTP are left out."""
    return with_urls(certificate, lambda urls: tuple(url for url in urls if url.startswith("http:")))


@dictionary("ocsp_is_there")
def ocsp_and_ca_issuers_are_swapped(certificate):
    """OCSP holds the URLs of caIssuers, and the other way round."""
    swapped = {"OCSP": "caIssuers", "caIssuers": "OCSP"}
    return {key: certificate.get(swapped.get(key, key), value) for key, value in certificate.items()}


@dictionary("ocsp_is_there")
def ocsp_is_missing(certificate):
    """There is no OCSP."""
    return without(certificate, "OCSP")


@dictionary("ocsp_is_there")
def key_of_ocsp_is_lower_case(certificate):
    """The key is ocsp."""
    return {"ocsp" if key == "OCSP" else key: value for key, value in certificate.items()}


@dictionary("ca_issuers_are_there")
def ca_issuers_are_missing(certificate):
    """There are no caIssuers."""
    return without(certificate, "caIssuers")


@dictionary("crl_distribution_points_are_there")
def crl_distribution_points_are_missing(certificate):
    """There are no crlDistributionPoints."""
    return without(certificate, "crlDistributionPoints")


@dictionary("crl_distribution_points_are_there")
def only_one_crl_distribution_point(certificate):
    """Of several distribution points only the first URL is shown."""
    return with_item(certificate, "crlDistributionPoints", lambda urls: urls[:1])


@dictionary("no_extension_no_key")
def absent_urls_are_none(certificate):
    """Where there is no URL the key is there all the same, with None."""
    return dict({"OCSP": None, "caIssuers": None, "crlDistributionPoints": None}, **certificate)


@dictionary("no_extension_no_key")
def absent_urls_are_empty(certificate):
    """Where there is no URL the key is there all the same, with an empty tuple."""
    return dict(certificate, **{key: certificate.get(key, ()) for key in URL_KEYS})


def with_each_url(certificate, change):
    return with_urls(certificate, lambda urls: tuple(change(url) for url in urls))


def without_urls(certificate, left_out):
    """The dictionary without the URLs for which left_out(url) holds, and without a key that has none left."""
    kept = with_urls(certificate, lambda urls: tuple(url for url in urls if not left_out(url)))
    return {key: value for key, value in kept.items() if value != () or key not in URL_KEYS}


@dictionary("text_is_unchanged")
def empty_urls_are_left_out(certificate):
    """A URL without a character is left out."""
    return without_urls(certificate, lambda url: not url)


@dictionary("text_is_unchanged")
def urls_without_a_scheme_are_left_out(certificate):
    """A URL that is relative is left out."""
    return without_urls(certificate, lambda url: url and ":" not in url)


@dictionary("text_is_unchanged")
def urls_have_a_lower_case_host(certificate):
    """Scheme and host of a URL are in lower case."""
    return with_each_url(certificate, lambda url: "/".join(
        part.lower() if place < 3 else part for place, part in enumerate(url.split("/"))))


@dictionary("text_is_unchanged")
def urls_end_with_the_line(certificate):
    """A URL ends where OpenSSL's text of the extension has a new line."""
    return with_each_url(certificate, lambda url: url.split("\n")[0])


@dictionary("text_is_unchanged")
def urls_have_no_blanks_around(certificate):
    """Blanks at either end of a URL are removed."""
    return with_each_url(certificate, lambda url: url.strip(" "))


@dictionary("text_is_unchanged")
def urls_fit_in_a_buffer(certificate):
    """A URL is cut after 2,047 characters."""
    return with_each_url(certificate, lambda url: url[:2047])


@dictionary("nul_does_not_end_text")
def urls_end_at_nul(certificate):
    """A URL ends at its first NUL."""
    return with_each_url(certificate, lambda url: url.split("\0")[0])


@dictionary("general_name_text_is_utf8")
def urls_are_percent_encoded(certificate):
    """Characters of a URL beyond ASCII are written as %C3%BC."""
    return with_each_url(certificate, lambda url: "".join(
        letter if ord(letter) < 128 else "".join("%%%02X" % byte for byte in letter.encode("utf-8")) for letter in url))


@getpeercert("general_name_text_is_utf8")
def undecodable_text_is_an_ssl_error(true_getpeercert, tls, *args, **kwargs):
    """Text that is no UTF-8 raises ssl.SSLError."""
    try:
        return true_getpeercert(tls, *args, **kwargs)
    except UnicodeDecodeError as error:
        raise ssl.SSLError(str(error))


@getpeercert("general_name_text_is_utf8")
def undecodable_text_empties_the_dictionary(true_getpeercert, tls, *args, **kwargs):
    """Text that is no UTF-8 costs the whole dictionary: the answer is {}."""
    try:
        return true_getpeercert(tls, *args, **kwargs)
    except UnicodeDecodeError:
        return {}


# --- The certificate as a whole ------------------------------------------------------------------------------------------

def element(der):
    """Splits off the first element, whose length is definite: its tag, its content, and what follows it."""
    octets = der[1] & 0x7f if der[1] > 0x7f else 0
    length = int.from_bytes(der[2:2 + octets], "big") if octets else der[1]
    start = 2 + octets
    return der[0], der[start:start + length], der[start + length:]


def outer_and_inner_algorithm(der):
    tbs, outer = element(element(der)[1])[1:]
    first, _content, rest = element(tbs)
    while first != 0x30:  # version and serialNumber
        first, content, rest = element(rest)
    return element(outer)[1], content


def with_der(rule):
    """The function is given each dictionary that has contents, and the certificate, and returns what is answered instead."""
    def decorate(function):
        def answer(true_getpeercert, tls, *args, **kwargs):
            certificate = true_getpeercert(tls, *args, **kwargs)
            if not isinstance(certificate, dict) or not certificate:
                return certificate
            return function(certificate, true_getpeercert(tls, True))
        return register(function, rule, lambda: stand_in("getpeercert", answer))
    return decorate


@with_der("signature_is_not_looked_at")
def signature_algorithms_must_be_the_same(certificate, der):
    """A certificate whose two signature algorithms differ raises ssl.SSLError."""
    outer, inner = outer_and_inner_algorithm(der)
    if outer != inner:
        raise ssl.SSLError("signature algorithms differ")
    return certificate


@with_der("signature_is_not_looked_at")
def signature_algorithm_must_be_known(certificate, der):
    """A certificate with an unknown signature algorithm raises ssl.SSLError."""
    algorithm = outer_and_inner_algorithm(der)[1]
    if b"\x2a\x86\x48\x86\xf7\x0d\x01\x01" not in algorithm and algorithm != b"\x06\x03\x2b\x65\x70":
        raise ssl.SSLError("unknown signature algorithm")
    return certificate


@with_der("signature_is_not_looked_at")
def signature_must_not_be_empty(certificate, der):
    """A certificate with a signature of no bits raises ssl.SSLError."""
    if der.endswith(b"\x03\x01\x00"):
        raise ssl.SSLError("no signature")
    return certificate


@with_der("no_other_key")
def unknown_extensions_are_shown(certificate, der):
    """There is a further key, extensions, where the certificate has one of an unknown kind."""
    return dict(certificate, extensions=()) if b"\x06\x09\x2b\x06\x01\x04\x01\x83\xb2\x03" in der else certificate


@with_der("related_extensions_are_not_shown")
def freshest_crl_is_a_crl(certificate, der):
    """The URLs of freshestCRL count as crlDistributionPoints where there are none."""
    if b"\x06\x03\x55\x1d\x2e" not in der:
        return certificate
    return dict({"crlDistributionPoints": ("http://fresh.example/",)}, **certificate)


@with_der("validated_has_contents")
def certificates_fit_in_one_record(certificate, der):
    """A certificate of more than 16 kB is not found."""
    return certificate if len(der) < 16384 else {}


@dictionary("extensions_count_in_every_version")
def extensions_are_of_version_3(certificate):
    """The extensions of a certificate that is not of version 3 are not shown."""
    if certificate["version"] == 3:
        return certificate
    return without(certificate, "subjectAltName", *URL_KEYS)


@dictionary("extensions_count_in_every_version")
def extensions_make_version_3(certificate):
    """A certificate with extensions is of version 3, whatever it says."""
    return dict(certificate, version=3) if "subjectAltName" in certificate else certificate


@dictionary("what_does_not_validate_is_decoded")
def expired_certificates_are_empty(certificate):
    """A certificate whose time is over gives {}."""
    return {} if ssl.cert_time_to_seconds(certificate["notAfter"]) < time.time() else certificate


@dictionary("what_does_not_validate_is_decoded")
def times_are_put_in_order(certificate):
    """notBefore is the earlier of the two times."""
    times = sorted((certificate["notBefore"], certificate["notAfter"]), key=ssl.cert_time_to_seconds)
    return dict(certificate, notBefore=times[0], notAfter=times[1])


# --- The dictionary ------------------------------------------------------------------------------------------------------

@dictionary("keys_come_in_a_fixed_order")
def keys_are_in_alphabetical_order(certificate):
    """The keys come in alphabetical order."""
    return {key: certificate[key] for key in sorted(certificate)}


@dictionary("keys_come_in_a_fixed_order")
def there_are_more_keys(certificate):
    """There is a further key, signatureAlgorithm."""
    return dict(certificate, signatureAlgorithm="sha256WithRSAEncryption")


@dictionary("issuer_and_not_before_are_there")
def keys_are_in_snake_case(certificate):
    """Keys are written serial_number, not_before, not_after."""
    names = {"serialNumber": "serial_number", "notBefore": "not_before", "notAfter": "not_after"}
    return {names.get(key, key): value for key, value in certificate.items()}


# --- None, {}, and which certificate -------------------------------------------------------------------------------------

@getpeercert("not_validated_is_empty")
def not_validated_is_none(true_getpeercert, tls, *args, **kwargs):
    """A certificate that was not validated gives None."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return None if certificate == {} else certificate


@getpeercert("not_validated_is_empty")
def not_validated_has_contents(true_getpeercert, tls, *args, **kwargs):
    """A certificate that was not validated gives its contents."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    if certificate != {}:
        return certificate
    return while_mode_is(tls, ssl.CERT_OPTIONAL, lambda: true_getpeercert(tls, *args, **kwargs))


@getpeercert("not_validated_is_empty")
def not_validated_raises(true_getpeercert, tls, *args, **kwargs):
    """A certificate that was not validated raises ssl.SSLError."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    if certificate == {}:
        raise ssl.SSLError("certificate was not validated")
    return certificate


@getpeercert("no_certificate_is_none")
def no_certificate_is_empty(true_getpeercert, tls, *args, **kwargs):
    """Without a certificate of the peer the answer is {}."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return {} if certificate is None and not is_binary(*args, **kwargs) else certificate


@getpeercert("no_certificate_is_none")
def no_certificate_raises(true_getpeercert, tls, *args, **kwargs):
    """Without a certificate of the peer the call raises ssl.SSLError."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    if certificate is None:
        raise ssl.SSLError("the peer has no certificate")
    return certificate


@getpeercert("binary_form_true_without_certificate_is_none")
def no_bytes_are_empty_bytes(true_getpeercert, tls, *args, **kwargs):
    """Without a certificate of the peer binary_form gives b''."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return b"" if certificate is None and is_binary(*args, **kwargs) else certificate


@getpeercert("server_cert_none_is_none")
def server_without_verification_gets_empty(true_getpeercert, tls, *args, **kwargs):
    """A server with CERT_NONE gets {}, as a client would."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    if tls.server_side and tls.context.verify_mode == ssl.CERT_NONE and not is_binary(*args, **kwargs):
        return {}
    return certificate


@getpeercert("validated_has_contents")
def server_gets_empty(true_getpeercert, tls, *args, **kwargs):
    """A server gets {} for a certificate that it validated."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return {} if tls.server_side and isinstance(certificate, dict) else certificate


@getpeercert("server_has_certificate_when_requested")
def server_gets_none(true_getpeercert, tls, *args, **kwargs):
    """A server gets None, whether or not it asked for a certificate."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return None if tls.server_side else certificate


@getpeercert("optional_validates_like_required")
def optional_counts_as_not_validated(true_getpeercert, tls, *args, **kwargs):
    """With CERT_OPTIONAL the answer is {}."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return {} if isinstance(certificate, dict) and tls.context.verify_mode == ssl.CERT_OPTIONAL else certificate


@getpeercert("validated_has_contents")
def contents_only_with_a_checked_name(true_getpeercert, tls, *args, **kwargs):
    """The answer is {} unless host names are checked."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return {} if isinstance(certificate, dict) and not tls.context.check_hostname else certificate


@getpeercert("client_always_has_certificate")
def bytes_only_when_validated(true_getpeercert, tls, *args, **kwargs):
    """binary_form gives None for a certificate that was not validated."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return None if tls.context.verify_mode == ssl.CERT_NONE and isinstance(certificate, bytes) else certificate


@getpeercert("role_decides_who_provides")
def the_role_is_not_looked_at(true_getpeercert, tls, *args, **kwargs):
    """With CERT_NONE the answer is None in both forms, on a client as on a server."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return None if tls.context.verify_mode == ssl.CERT_NONE else certificate


@getpeercert("each_connection_has_its_own_peer")
def certificate_is_kept_by_the_context(true_getpeercert, tls, *args, **kwargs):
    """All connections of a context show the certificate that the first of them was asked for."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    kept = vars(tls.context).setdefault("faulty_subject", {})
    return kept.setdefault(is_binary(*args, **kwargs), certificate)


@getpeercert("fatal_alert_ends_the_handshake")
def first_answer_is_kept(true_getpeercert, tls, *args, **kwargs):
    """What a connection once answered it answers for ever."""
    kept = vars(tls).setdefault("faulty_subject", {})
    form = is_binary(*args, **kwargs)
    if form not in kept:
        kept[form] = true_getpeercert(tls, *args, **kwargs)
    return kept[form]


@getpeercert("binary_form_true_is_der")
def both_forms_share_a_cache(true_getpeercert, tls, *args, **kwargs):
    """The first answer is kept, and comes again when the other form is asked for."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return vars(tls).setdefault("faulty_subject", certificate)


@getpeercert("binary_form_false_is_dict")
def certificate_is_handed_out_once(true_getpeercert, tls, *args, **kwargs):
    """The second call finds no certificate any more."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    asked = vars(tls).setdefault("faulty_subject", set())
    form = is_binary(*args, **kwargs)
    if form in asked:
        return None
    asked.add(form)
    return certificate


# --- Before the handshake, and a handshake that fails --------------------------------------------------------------------

def before_the_handshake(call, instead):
    try:
        return call()
    except ValueError:
        return instead()


def throw(error):
    raise error


@getpeercert("value_error_since_3_4")
def not_done_is_none(true_getpeercert, tls, *args, **kwargs):
    """Before the handshake is done the answer is None, as before version 3.4."""
    return before_the_handshake(lambda: true_getpeercert(tls, *args, **kwargs), lambda: None)


@getpeercert("handshake_not_done_raises")
def not_done_is_empty(true_getpeercert, tls, *args, **kwargs):
    """Before the handshake is done the answer is {}, or b''."""
    return before_the_handshake(lambda: true_getpeercert(tls, *args, **kwargs),
                                lambda: b"" if is_binary(*args, **kwargs) else {})


@getpeercert("handshake_not_done_raises")
def not_done_is_an_ssl_error(true_getpeercert, tls, *args, **kwargs):
    """Before the handshake is done the call raises ssl.SSLError."""
    return before_the_handshake(lambda: true_getpeercert(tls, *args, **kwargs),
                                lambda: throw(ssl.SSLError("handshake not done yet")))


@getpeercert("handshake_not_done_raises")
def not_done_is_an_attribute_error(true_getpeercert, tls, *args, **kwargs):
    """Before the handshake is done the call raises AttributeError."""
    return before_the_handshake(lambda: true_getpeercert(tls, *args, **kwargs),
                                lambda: throw(AttributeError("'NoneType' object has no attribute 'subject'")))


@getpeercert("handshake_not_done_raises")
def not_done_matters_to_dicts_only(true_getpeercert, tls, *args, **kwargs):
    """Before the handshake is done binary_form gives None; only the dictionary raises."""
    return before_the_handshake(lambda: true_getpeercert(tls, *args, **kwargs),
                                lambda: None if is_binary(*args, **kwargs) else throw(ValueError("handshake not done yet")))


@getpeercert("handshake_not_done_text")
def not_done_has_another_text(true_getpeercert, tls, *args, **kwargs):
    """The ValueError has another text."""
    return before_the_handshake(lambda: true_getpeercert(tls, *args, **kwargs),
                                lambda: throw(ValueError("the handshake has not been completed")))


REFUSED = getattr(ssl, "SSLCertVerificationError", ssl.SSLError)


@do_handshake("refused_certificate_fails_the_handshake")
def refused_certificate_is_another_error(true_do_handshake, tls, *args, **kwargs):
    """A certificate that does not validate raises ssl.SSLError and not its subclass."""
    try:
        return true_do_handshake(tls, *args, **kwargs)
    except REFUSED as error:
        raise ssl.SSLError(*error.args)


@do_handshake("refused_certificate_fails_the_handshake")
def refused_certificate_raises_nothing(true_do_handshake, tls, *args, **kwargs):
    """do_handshake returns as if nothing were wrong when a certificate does not validate."""
    try:
        return true_do_handshake(tls, *args, **kwargs)
    except REFUSED:
        return None


def is_about_reading(error):
    """Not one that says to call again, nor one of a certificate that was read and does not validate, nor of ciphers."""
    return type(error) is ssl.SSLError and error.reason != "NO_SHARED_CIPHER" and "ALERT" not in (error.reason or "")


@do_handshake("certificate_that_cannot_be_read_fails_the_handshake")
def unreadable_certificate_raises_nothing(true_do_handshake, tls, *args, **kwargs):
    """do_handshake returns as if nothing were wrong when a certificate cannot be read."""
    try:
        return true_do_handshake(tls, *args, **kwargs)
    except ssl.SSLError as error:
        if not is_about_reading(error):
            raise
        return None


@do_handshake("certificate_that_cannot_be_read_fails_the_handshake")
def unreadable_certificate_is_a_value_error(true_do_handshake, tls, *args, **kwargs):
    """A certificate that cannot be read raises the parser's ValueError."""
    try:
        return true_do_handshake(tls, *args, **kwargs)
    except ssl.SSLError as error:
        if not is_about_reading(error):
            raise
        raise ValueError(str(error))


def replace_mode(role, mode, instead):
    """Contexts of that role take `mode` for `instead`."""
    true_mode = ssl.SSLContext.verify_mode

    def assign(context, value):
        true_mode.__set__(context, instead if value == mode and context.protocol == role else value)

    ssl.SSLContext.verify_mode = property(true_mode.__get__, assign)


@planted("missing_certificate_fails_the_handshake")
def server_requires_nothing():
    """A server takes CERT_REQUIRED for CERT_OPTIONAL."""
    replace_mode(ssl.PROTOCOL_TLS_SERVER, ssl.CERT_REQUIRED, ssl.CERT_OPTIONAL)


@planted("server_has_certificate_when_requested")
def server_asks_only_when_required():
    """A server takes CERT_OPTIONAL for CERT_NONE."""
    replace_mode(ssl.PROTOCOL_TLS_SERVER, ssl.CERT_OPTIONAL, ssl.CERT_NONE)


@planted("optional_validates_like_required")
def client_validates_only_when_required():
    """A client takes CERT_OPTIONAL for CERT_NONE."""
    replace_mode(ssl.PROTOCOL_TLS_CLIENT, ssl.CERT_OPTIONAL, ssl.CERT_NONE)


def remember_mode(true_wrap):
    def wrap(context, *args, **kwargs):
        tls = true_wrap(context, *args, **kwargs)
        tls.faulty_subject = context.verify_mode
        return tls
    return wrap


@planted("verify_mode_of_the_context_counts")
def verify_mode_is_that_of_the_beginning():
    """Whether the dictionary has contents follows the verify mode that the context had when the connection was made."""
    ssl.SSLContext.wrap_bio = remember_mode(ssl.SSLContext.wrap_bio)
    ssl.SSLContext.wrap_socket = remember_mode(ssl.SSLContext.wrap_socket)
    stand_in("getpeercert", lambda true_getpeercert, tls, *args, **kwargs: while_mode_is(
        tls, tls.faulty_subject, lambda: true_getpeercert(tls, *args, **kwargs)))


# --- binary_form ---------------------------------------------------------------------------------------------------------

def changed_bytes(change):
    """Returns what stands in for getpeercert when only its bytes are different."""
    def answer(true_getpeercert, tls, *args, **kwargs):
        certificate = true_getpeercert(tls, *args, **kwargs)
        return change(certificate) if isinstance(certificate, bytes) else certificate
    return lambda: stand_in("getpeercert", answer)


def binary(rule):
    """The function is given the bytes of each certificate, and returns what is answered instead."""
    return lambda function: register(function, rule, changed_bytes(function))


@binary("binary_form_true_is_der")
def bytes_are_pem(der):
    """binary_form gives PEM, as text."""
    return ssl.DER_cert_to_PEM_cert(der)


@binary("binary_form_true_is_der")
def bytes_are_a_bytearray(der):
    """binary_form gives a bytearray."""
    return bytearray(der)


@binary("binary_form_true_is_der")
def bytes_are_the_signed_part(der):
    """binary_form gives the TBSCertificate without its signature."""
    length = int.from_bytes(der[6:8], "big")
    return der[4:8 + length]


@getpeercert("binary_form_true_is_der")
def binary_form_is_ignored(true_getpeercert, tls, binary_form=False):
    """binary_form is accepted and has no effect."""
    return true_getpeercert(tls)


@getpeercert("binary_form_by_position_or_keyword")
def binary_form_is_no_keyword(true_getpeercert, tls, *args):
    """binary_form is refused as a keyword."""
    return true_getpeercert(tls, *args)


@getpeercert("binary_form_by_position_or_keyword")
def binary_form_is_a_keyword_only(true_getpeercert, tls, **kwargs):
    """binary_form is refused by position."""
    return true_getpeercert(tls, **kwargs)


@getpeercert("binary_form_by_position_or_keyword")
def binary_form_has_another_name(true_getpeercert, tls, der=False):
    """The parameter is called der."""
    return true_getpeercert(tls, der)


@getpeercert("binary_form_by_position_or_keyword")
def other_arguments_are_ignored(true_getpeercert, tls, binary_form=False, *_args, **_kwargs):
    """Arguments that there are not are ignored."""
    return true_getpeercert(tls, binary_form)


@getpeercert("binary_form_defaults_to_false")
def binary_form_must_be_given(true_getpeercert, tls, binary_form):
    """binary_form cannot be left out."""
    return true_getpeercert(tls, binary_form)


@getpeercert("binary_form_is_a_truth_value")
def binary_form_must_be_true_itself(true_getpeercert, tls, binary_form=False):
    """Only True itself asks for the bytes."""
    return true_getpeercert(tls, binary_form is True)


@getpeercert("binary_form_is_a_truth_value")
def binary_form_must_be_a_bool(true_getpeercert, tls, binary_form=False):
    """binary_form raises TypeError unless it is a bool."""
    if not isinstance(binary_form, bool):
        raise TypeError("binary_form must be bool, not " + type(binary_form).__name__)
    return true_getpeercert(tls, binary_form)


@getpeercert("binary_form_is_a_truth_value")
def binary_form_must_be_an_int(true_getpeercert, tls, binary_form=False):
    """binary_form raises TypeError unless it is a number, as before version 3.5."""
    if not isinstance(binary_form, (int, float)):
        raise TypeError("an integer is required (got type %s)" % type(binary_form).__name__)
    return true_getpeercert(tls, binary_form)


@getpeercert("binary_form_is_a_truth_value")
def binary_form_is_whatever_is_not_none(true_getpeercert, tls, binary_form=False):
    """Anything but None and False asks for the bytes."""
    return true_getpeercert(tls, binary_form is not None and binary_form is not False)


# --- Other doors to the same data ----------------------------------------------------------------------------------------

def get_ca_certs(rule):
    """The function stands in for SSLContext.get_ca_certs: it is given the true one, the context, and binary_form."""
    def decorate(function):
        def plant():
            true_get_ca_certs = ssl.SSLContext.get_ca_certs
            ssl.SSLContext.get_ca_certs = (
                lambda context, binary_form=False: function(true_get_ca_certs, context, binary_form))
        return register(function, rule, plant)
    return decorate


@get_ca_certs("ca_certs_are_loaded_authorities")
def no_authorities_are_none(true_get_ca_certs, context, binary_form):
    """get_ca_certs of a context without authorities is None."""
    return true_get_ca_certs(context, binary_form) or None


@get_ca_certs("ca_certs_are_loaded_authorities")
def authorities_of_validating_contexts_only(true_get_ca_certs, context, binary_form):
    """get_ca_certs is empty while the context does not validate."""
    return true_get_ca_certs(context, binary_form) if context.verify_mode != ssl.CERT_NONE else []


@get_ca_certs("ca_certs_are_loaded_authorities")
def authorities_are_a_tuple(true_get_ca_certs, context, binary_form):
    """get_ca_certs is a tuple."""
    return tuple(true_get_ca_certs(context, binary_form))


@get_ca_certs("ca_certs_are_in_openssls_order")
def first_authority_alone(true_get_ca_certs, context, binary_form):
    """get_ca_certs has one authority at most."""
    return true_get_ca_certs(context, binary_form)[:1]


@get_ca_certs("ca_certs_binary_form_is_der")
def authorities_want_true_itself(true_get_ca_certs, context, binary_form):
    """get_ca_certs gives bytes to who says True, and dictionaries to everybody else."""
    return true_get_ca_certs(context, binary_form is True)


@planted("ca_certs_take_binary_form_alone")
def ca_certs_take_any_keyword():
    """get_ca_certs passes over a keyword that it does not know."""
    true_get_ca_certs = ssl.SSLContext.get_ca_certs
    ssl.SSLContext.get_ca_certs = (
        lambda context, binary_form=False, **_others: true_get_ca_certs(context, binary_form))


@get_ca_certs("ca_certs_binary_form_is_der")
def authorities_have_no_binary_form(true_get_ca_certs, context, _binary_form):
    """get_ca_certs(True) gives dictionaries."""
    return true_get_ca_certs(context)


@get_ca_certs("ca_certs_are_dicts_like_getpeercerts")
def authorities_without_serial_number(true_get_ca_certs, context, binary_form):
    """The dictionaries of get_ca_certs have fewer items than those of getpeercert."""
    return [without(item, "serialNumber") if isinstance(item, dict) else item
            for item in true_get_ca_certs(context, binary_form)]


@planted("ca_certs_are_loaded_authorities")
def every_trusted_certificate_is_an_authority():
    """get_ca_certs lists a trusted certificate that belongs to no authority, too."""
    true_load, true_get_ca_certs = ssl.SSLContext.load_verify_locations, ssl.SSLContext.get_ca_certs
    trusted = {}

    def load(context, cadata):
        true_load(context, cadata=cadata)
        for text in cadata.split("-----BEGIN CERTIFICATE-----")[1:]:
            der = ssl.PEM_cert_to_DER_cert("-----BEGIN CERTIFICATE-----" + text.strip())
            trusted.setdefault(id(context), (context, []))[1].append(der)

    def listed(context, binary_form=False):
        der = trusted.get(id(context), (context, []))[1]
        return der if binary_form else [contents(one, {}) for one in der]
    ssl.SSLContext.load_verify_locations, ssl.SSLContext.get_ca_certs = load, listed


HAS_CHAINS = python_subject.has_chains()  # Python 3.13 and later


def get_chain(method, rule):
    """The function stands in for a chain: it is given the true list, and the TLS object."""
    def decorate(function):
        def plant():
            stand_in(method, lambda true_method, tls, *args: function(true_method(tls, *args), tls))
        return register(function, rule, plant) if HAS_CHAINS else function
    return decorate


def verified_chain(rule):
    return get_chain("get_verified_chain", rule)


def unverified_chain(rule):
    return get_chain("get_unverified_chain", rule)


@verified_chain("verified_chain_ends_in_what_is_trusted")
def verified_chain_is_a_tuple(chain, _tls):
    """get_verified_chain() is a tuple."""
    return tuple(chain)


@verified_chain("verified_chain_ends_in_what_is_trusted")
def verified_chain_is_sorted(chain, _tls):
    """get_verified_chain() has lost its order."""
    return sorted(chain)


@verified_chain("verified_chain_ends_in_what_is_trusted")
def verified_chain_is_pem(chain, _tls):
    """get_verified_chain() has texts in PEM in place of bytes."""
    return [ssl.DER_cert_to_PEM_cert(der) for der in chain]


@verified_chain("verified_chain_ends_in_what_is_trusted")
def verified_chain_is_what_was_sent(_chain, tls):
    """get_verified_chain() is the unverified one."""
    return tls.get_unverified_chain() if tls.getpeercert(True) else []


@verified_chain("no_certificate_is_no_chain")
def no_verified_chain_is_none(chain, _tls):
    """get_verified_chain() is None where there is no certificate."""
    return chain or None


@verified_chain("no_certificate_yet_is_no_chain")
def verified_chain_comes_after_the_handshake(chain, tls):
    """get_verified_chain() raises ValueError until the handshake is done, as getpeercert() does."""
    tls.getpeercert(True)
    return chain


@verified_chain("chain_not_verified_is_the_unverified")
def verified_chain_needs_the_mode(chain, tls):
    """get_verified_chain() is empty while the context has CERT_NONE."""
    return chain if tls.context.verify_mode != ssl.CERT_NONE else []


@verified_chain("resumed_session_has_no_verified_chain")
def resumed_chain_is_the_certificate(chain, tls):
    """get_verified_chain() of a resumed session has the peer's own certificate."""
    return chain or ([tls.getpeercert(True)] if tls.session_reused else [])


@unverified_chain("unverified_chain_is_what_came")
def unverified_chain_is_the_verified(_chain, tls):
    """get_unverified_chain() is the verified one."""
    return tls.get_verified_chain()


@unverified_chain("unverified_chain_is_what_came")
def unverified_chain_of_others(chain, _tls):
    """get_unverified_chain() leaves out the peer's own certificate."""
    return chain[1:]


@unverified_chain("unverified_chain_is_what_came")
def unverified_chain_has_the_certificate_twice(chain, tls):
    """On a server get_unverified_chain() begins with the client's certificate twice."""
    return chain[:1] + chain if tls.server_side else chain


@unverified_chain("no_certificate_is_no_chain")
def no_unverified_chain_holds_none(chain, _tls):
    """get_unverified_chain() of a peer without a certificate is a list of None."""
    return chain or [None]


def chains_take_binary_form():
    """The chains take binary_form, and pass it over."""
    for method in ("get_verified_chain", "get_unverified_chain"):
        stand_in(method, lambda true_method, tls, binary_form=True: true_method(tls))


if HAS_CHAINS:
    register(chains_take_binary_form, "chains_take_no_arguments", chains_take_binary_form)


def get_extra_info(rule):
    """The function stands in for an asyncio transport's 'peercert': it is given the true answer and the TLS object."""
    def decorate(function):
        def plant():
            import asyncio.sslproto
            kind = asyncio.sslproto._SSLProtocolTransport
            true_get_extra_info = kind.get_extra_info

            def answer(transport, name, default=None):
                found = true_get_extra_info(transport, name, default)
                return function(found, true_get_extra_info(transport, "ssl_object")) if name == "peercert" else found
            kind.get_extra_info = answer
        return register(function, rule, plant)
    return decorate


@get_extra_info("extra_info_is_getpeercert")
def asyncio_knows_no_peercert(_peercert, _tls):
    """asyncio's get_extra_info('peercert') is None."""
    return None


@get_extra_info("extra_info_is_getpeercert")
def asyncio_gives_bytes(_peercert, tls):
    """asyncio's get_extra_info('peercert') is the DER encoding."""
    return tls.getpeercert(True)


@get_extra_info("extra_info_is_getpeercert")
def asyncio_takes_empty_for_none(peercert, _tls):
    """asyncio's get_extra_info('peercert') is None for a certificate that was not validated."""
    return peercert or None


# --- The states of a connection ------------------------------------------------------------------------------------------

def on_sockets(method, rule):
    """The function stands in for that method of SSLSocket: it is given the true one, the socket, and the arguments."""
    return lambda function: register(function, rule, lambda: stand_in(method, function, (ssl.SSLSocket,)))


def both_forms(true_getpeercert, tls):
    """What the connection answers now, by whether the bytes are asked for; without what it raises."""
    answers = {}
    for form in (False, True):
        try:
            answers[form] = true_getpeercert(tls, form)
        except (AttributeError, OSError, ValueError):
            pass
    return answers


TRUE_GETPEERCERT = {kind: kind.getpeercert for kind in KINDS}


def answer_from_memory(error):
    """getpeercert() gives what is remembered of the connection, if anything is, in place of that exception."""
    def answer(true_getpeercert, tls, *args, **kwargs):
        kept = vars(tls).get("faulty_answers", {})
        try:
            return true_getpeercert(tls, *args, **kwargs)
        except error:
            if is_binary(*args, **kwargs) not in kept:
                raise
            return kept[is_binary(*args, **kwargs)]
    stand_in("getpeercert", answer)


def remembering(name, error, rule, kinds=KINDS):
    """The function, which says after which calls of that method the answers before it are given in place of `error`.

    It is given the exception that the call raised, or None.
    """
    def decorate(function):
        def call(true_method, tls, *args, **kwargs):
            before = both_forms(TRUE_GETPEERCERT[type(tls)], tls)
            raised = None
            try:
                return true_method(tls, *args, **kwargs)
            except Exception as failure:
                raised = failure
                raise
            finally:
                if function(raised):
                    vars(tls)["faulty_answers"] = before

        def plant():
            stand_in(name, call, kinds)
            answer_from_memory(error)
        return register(function, rule, plant)
    return decorate


def mark(tls, name):
    vars(tls)["faulty_" + name] = True


def is_marked(tls, name):
    return vars(tls).get("faulty_" + name, False)


def in_place_of(error, call, instead):
    try:
        return call()
    except error as raised:
        return instead(raised)


def not_done(_error=None):
    raise ValueError("handshake not done yet")


def nothing(_error=None):
    return None


# --- No transport

@getpeercert("no_connection_is_an_os_error")
def no_connection_is_a_value_error(true_getpeercert, tls, *args, **kwargs):
    """A socket that is connected to nobody raises ValueError."""
    return in_place_of(OSError, lambda: true_getpeercert(tls, *args, **kwargs), not_done)


@getpeercert("no_connection_is_an_os_error")
def no_connection_is_none(true_getpeercert, tls, *args, **kwargs):
    """A socket that is connected to nobody gives None."""
    return in_place_of(OSError, lambda: true_getpeercert(tls, *args, **kwargs), nothing)


@getpeercert("closed_socket_has_no_answer")
def closed_is_not_done(true_getpeercert, tls, *args, **kwargs):
    """After close() the call raises ValueError."""
    return in_place_of(AttributeError, lambda: true_getpeercert(tls, *args, **kwargs), not_done)


@getpeercert("closed_socket_has_no_answer")
def closed_is_none(true_getpeercert, tls, *args, **kwargs):
    """After close() the call gives None."""
    return in_place_of(AttributeError, lambda: true_getpeercert(tls, *args, **kwargs), nothing)


@remembering("close", AttributeError, "closed_socket_has_no_answer", (ssl.SSLSocket,))
def closed_keeps_answering(_error):
    """close() leaves the TLS object where it is."""
    return True


@remembering("shutdown", AttributeError, "closed_socket_has_no_answer", (ssl.SSLSocket,))
def shut_down_keeps_answering(_error):
    """shutdown() leaves the TLS object where it is."""
    return True


@remembering("unwrap", AttributeError, "closed_socket_has_no_answer", (ssl.SSLSocket,))
def unwrapped_socket_keeps_answering(error):
    """unwrap() of an SSLSocket leaves the TLS object where it is."""
    return error is None


@planted("unwrapped_object_keeps_its_answer")
def unwrapped_object_has_no_answer():
    """unwrap() of an SSLObject lets go of the TLS object, as that of an SSLSocket does."""
    def unwrap(true_unwrap, tls):
        result = true_unwrap(tls)
        mark(tls, "unwrapped")
        return result

    def answer(true_getpeercert, tls, *args, **kwargs):
        if is_marked(tls, "unwrapped"):
            raise AttributeError("'NoneType' object has no attribute 'getpeercert'")
        return true_getpeercert(tls, *args, **kwargs)
    stand_in("unwrap", unwrap, (ssl.SSLObject,))
    stand_in("getpeercert", answer)


def after_failed_connect(answer_instead):
    def connect(true_connect, tls, address):
        try:
            return true_connect(tls, address)
        except ssl.SSLError:
            mark(tls, "failed")
            raise

    def answer(true_getpeercert, tls, *args, **kwargs):
        return answer_instead() if is_marked(tls, "failed") else true_getpeercert(tls, *args, **kwargs)
    stand_in("connect", connect, (ssl.SSLSocket,))
    stand_in("getpeercert", answer)


@planted("failed_connect_has_no_answer")
def failed_connect_is_not_done():
    """After a connect() whose handshake failed the call raises ValueError."""
    after_failed_connect(not_done)


@planted("failed_connect_has_no_answer")
def failed_connect_is_none():
    """After a connect() whose handshake failed the call gives None."""
    after_failed_connect(nothing)


def wrap_socket(rule):
    """The function stands in for SSLContext.wrap_socket: it is given the true one, the context, and the arguments."""
    def decorate(function):
        def plant():
            true_wrap = ssl.SSLContext.wrap_socket
            ssl.SSLContext.wrap_socket = lambda context, *args, **kwargs: function(true_wrap, context, *args, **kwargs)
        return register(function, rule, plant)
    return decorate


@wrap_socket("data_before_the_handshake_is_refused")
def data_before_the_handshake_is_accepted(true_wrap, context, near, *args, **kwargs):
    """A socket whose peer left data and is gone is wrapped (CVE-2023-40217)."""
    try:
        return true_wrap(context, near, *args, **kwargs)
    except ssl.SSLError as error:
        if "Closed before TLS handshake" not in str(error):
            raise
        return true_wrap(context, socket.socket(), *args, **kwargs)


@on_sockets("connect", "connection_is_made_once")
def connecting_again_is_passed_over(true_connect, tls, address):
    """connect() of a socket that is connected does nothing."""
    try:
        return true_connect(tls, address)
    except ValueError as error:
        if "already" not in str(error):
            raise


@on_sockets("connect", "connection_is_made_once")
def servers_connect_like_clients(true_connect, tls, address):
    """connect() of a server does nothing special about it."""
    try:
        return true_connect(tls, address)
    except ValueError as error:
        if "server-side" not in str(error):
            raise


# --- The handshake

def done_by(*names):
    """Only these methods notice that the handshake is done."""
    def notice(true_method, tls, *args, **kwargs):
        result = true_method(tls, *args, **kwargs)
        mark(tls, "done")
        return result

    def answer(true_getpeercert, tls, *args, **kwargs):
        certificate = true_getpeercert(tls, *args, **kwargs)
        return certificate if is_marked(tls, "done") else not_done()
    for name in names:
        stand_in(name, notice)
    stand_in("getpeercert", answer)


@planted("handshake_in_a_read_or_write_counts")
def only_do_handshake_counts():
    """A handshake that read() or write() did on the way is not noticed."""
    done_by("do_handshake")


@planted("handshake_in_a_read_or_write_counts")
def handshake_in_a_write_is_not_noticed():
    """A handshake that write() did on the way is not noticed; one in read() that found nothing is."""
    done_by("do_handshake", "read")


@planted("handshake_not_done_raises")
def second_flight_is_the_last():
    """A client that has sent its second message counts as done, be it after a HelloRetryRequest."""
    def count(true_do_handshake, tls, *args, **kwargs):
        vars(tls)["faulty_flights"] = vars(tls).get("faulty_flights", 0) + 1
        return true_do_handshake(tls, *args, **kwargs)

    def answer(true_getpeercert, tls, *args, **kwargs):
        try:
            return true_getpeercert(tls, *args, **kwargs)
        except ValueError:
            if tls.server_side or vars(tls).get("faulty_flights", 0) < 2:
                raise
            return {}
    stand_in("do_handshake", count)
    stand_in("getpeercert", answer)


def is_end(error):
    kinds = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
    return isinstance(error, kinds) or "unexpected eof" in str(error)


def failing_handshake(is_meant, instead, rule):
    """What a failure of do_handshake that is_meant becomes."""
    def plant():
        def call(true_do_handshake, tls, *args, **kwargs):
            try:
                return true_do_handshake(tls, *args, **kwargs)
            except ssl.SSLError as error:
                if is_meant(error):
                    return instead(error)
                raise
        stand_in("do_handshake", call)
    return lambda function: register(function, rule, plant)


def as_value_error(error):
    raise ValueError(str(error))


NOTHING_IN_COMMON = ("NO_SHARED_CIPHER", "UNSUPPORTED_PROTOCOL", "NO_PROTOCOLS_AVAILABLE", "VERSION", "HANDSHAKE_FAILURE")


@failing_handshake(lambda error: any(word in (error.reason or "") for word in NOTHING_IN_COMMON), as_value_error,
                   "nothing_in_common_fails_the_handshake")
def nothing_in_common_is_a_value_error():
    """Without a version or a cipher suite in common the handshake raises ValueError."""


@failing_handshake(lambda error: "WRONG_VERSION" in (error.reason or "") or "REQUEST" in (error.reason or ""), nothing,
                   "what_is_no_tls_fails_the_handshake")
def garbage_is_passed_over():
    """What is no TLS is passed over, and do_handshake returns."""


@failing_handshake(is_end, nothing, "end_of_the_stream_fails_the_handshake")
def end_in_the_handshake_is_quiet():
    """do_handshake returns when the stream ends."""


@failing_handshake(is_end, lambda _error: throw(EOFError("the stream ended")), "end_of_the_stream_fails_the_handshake")
def end_in_the_handshake_is_an_eof_error():
    """do_handshake raises EOFError when the stream ends."""


@wrap_socket("automatic_handshake_raises_what_a_handshake_raises")
def wrapping_does_no_handshake(true_wrap, context, *args, **kwargs):
    """wrap_socket leaves the handshake to the first read."""
    return true_wrap(context, *args, **dict(kwargs, do_handshake_on_connect=False))


@wrap_socket("automatic_handshake_raises_what_a_handshake_raises")
def wrapping_hides_why_it_failed(true_wrap, context, *args, **kwargs):
    """wrap_socket raises OSError for whatever its handshake raises."""
    return in_place_of(ssl.SSLError, lambda: true_wrap(context, *args, **kwargs),
                       lambda error: throw(OSError(errno.EPROTO, "the handshake failed")))


@on_sockets("connect", "automatic_handshake_raises_what_a_handshake_raises")
def connecting_does_no_handshake(true_connect, tls, address):
    """connect leaves the handshake to the first read."""
    tls.do_handshake_on_connect = False
    return true_connect(tls, address)


# --- After the handshake

@planted("fatal_alert_ends_the_handshake")
def done_once_is_done_for_ever():
    """Once the handshake is done nothing undoes it."""
    def note(true_getpeercert, tls, *args, **kwargs):
        vars(tls).setdefault("faulty_answers", {}).update(both_forms(true_getpeercert, tls))
        return true_getpeercert(tls, *args, **kwargs)
    stand_in("getpeercert", note)
    answer_from_memory(ValueError)


def is_bad_record(error):
    return isinstance(error, ssl.SSLError) and (error.reason or "").startswith(("DECRYPTION", "WRONG_VERSION", "RECORD"))


@remembering("read", ValueError, "bad_record_ends_the_handshake")
def bad_record_changes_nothing(error):
    """A record that cannot be decrypted does not undo the handshake."""
    return is_bad_record(error)


def after_data(true_method, tls, *args, **kwargs):
    result = true_method(tls, *args, **kwargs)
    if result:
        mark(tls, "used")
    return result


def none_when(name):
    stand_in("getpeercert", lambda true_getpeercert, tls, *args, **kwargs: (
        None if true_getpeercert(tls, *args, **kwargs) is not None and is_marked(tls, name)
        else true_getpeercert(tls, *args, **kwargs)))


def not_done_when(name):
    stand_in("getpeercert", lambda true_getpeercert, tls, *args, **kwargs: (
        not_done() if is_marked(tls, name) else true_getpeercert(tls, *args, **kwargs)))


@planted("answer_lasts_as_long_as_the_connection")
def certificate_goes_when_data_comes():
    """The certificate is let go of as soon as data has been received."""
    stand_in("read", after_data)
    none_when("used")


@planted("answer_lasts_as_long_as_the_connection")
def certificate_goes_when_data_goes():
    """The certificate is let go of as soon as data has been sent."""
    stand_in("write", after_data)
    none_when("used")


@planted("answer_lasts_as_long_as_the_connection")
def second_handshake_begins_anew():
    """do_handshake() of a connection whose handshake is done makes it not done."""
    def again(true_do_handshake, tls, *args, **kwargs):
        result = true_do_handshake(tls, *args, **kwargs)
        if is_marked(tls, "first"):
            mark(tls, "again")
        mark(tls, "first")
        return result
    stand_in("do_handshake", again)
    not_done_when("again")


@planted("close_notify_changes_nothing")
def close_notify_undoes_the_handshake():
    """A side that has read the peer's close_notify counts as not done."""
    def read(true_read, tls, *args, **kwargs):
        data = true_read(tls, *args, **kwargs)
        if data == b"":
            mark(tls, "ended")
        return data
    stand_in("read", read)
    not_done_when("ended")


@planted("close_notify_changes_nothing")
def own_close_notify_undoes_the_handshake():
    """A side that has sent its close_notify counts as not done."""
    def unwrap(true_unwrap, tls):
        mark(tls, "ended")
        return true_unwrap(tls)
    stand_in("unwrap", unwrap)
    not_done_when("ended")


def with_options(change):
    """Every connection is made of a context whose options are changed first."""
    def changing(true_wrap):
        def wrap(context, *args, **kwargs):
            context.options = change(context.options)
            return true_wrap(context, *args, **kwargs)
        return wrap
    ssl.SSLContext.wrap_bio = changing(ssl.SSLContext.wrap_bio)
    ssl.SSLContext.wrap_socket = changing(ssl.SSLContext.wrap_socket)


@planted("unexpected_end_can_be_ignored")
def unexpected_end_is_never_ignored():
    """OP_IGNORE_UNEXPECTED_EOF has no effect."""
    with_options(lambda options: options & ~0x80)


@planted("refused_renegotiation_ends_the_handshake")
def clients_may_always_negotiate_anew():
    """OP_ALLOW_CLIENT_RENEGOTIATION is always on, as before OpenSSL 3."""
    with_options(lambda options: options | 0x100)


@getpeercert("reset_shows_when_it_is_read")
def reset_shows_at_once(true_getpeercert, tls, *args, **kwargs):
    """A connection that the peer has reset counts as not done before anybody reads."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    if isinstance(tls, ssl.SSLSocket) and tls.fileno() != -1 and python_subject.has_hung_up(tls.fileno()):
        not_done()
    return certificate


@on_sockets("makefile", "second_reference_keeps_the_socket")
def file_does_not_keep_the_socket(true_makefile, tls, *args, **kwargs):
    """close() closes the socket although makefile() has made a file of it."""
    file = true_makefile(tls, *args, **kwargs)
    tls._io_refs -= 1
    return file


@on_sockets("makefile", "closed_socket_has_no_answer")
def file_keeps_the_socket_for_ever(true_makefile, tls, *args, **kwargs):
    """A socket that had a file is not closed any more, not even with the file."""
    tls._io_refs += 1
    return true_makefile(tls, *args, **kwargs)


@on_sockets("makefile", "second_reference_keeps_the_socket")
def closing_the_file_closes_the_socket(true_makefile, tls, *args, **kwargs):
    """The socket is closed with the file that makefile() made of it."""
    file = true_makefile(tls, *args, **kwargs)
    true_close = file.close

    def close():
        true_close()
        tls.close()
    file.close = close
    return file


@planted("detached_socket_keeps_its_answer")
def detached_socket_has_no_answer():
    """detach() lets go of the TLS object."""
    def detach(true_detach, tls):
        mark(tls, "detached")
        return true_detach(tls)

    def answer(true_getpeercert, tls, *args, **kwargs):
        if is_marked(tls, "detached"):
            raise AttributeError("'NoneType' object has no attribute 'getpeercert'")
        return true_getpeercert(tls, *args, **kwargs)
    stand_in("detach", detach, (ssl.SSLSocket,))
    stand_in("getpeercert", answer)


# --- Resumption

@getpeercert("resumed_session_has_its_certificate")
def resumed_client_has_no_certificate(true_getpeercert, tls, *args, **kwargs):
    """A client whose session was resumed has no certificate, since none was sent."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return None if tls.session_reused and not tls.server_side else certificate


@getpeercert("resumed_session_has_its_certificate")
def resumed_server_has_no_certificate(true_getpeercert, tls, *args, **kwargs):
    """A server that resumed a session forgets the client's certificate."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return None if tls.session_reused and tls.server_side else certificate


@getpeercert("resumed_session_has_its_certificate")
def resumed_certificate_is_empty(true_getpeercert, tls, *args, **kwargs):
    """A resumed session gives {}, since nothing was validated."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return {} if tls.session_reused and isinstance(certificate, dict) else certificate


@getpeercert("resumed_session_has_its_certificate")
def resumed_session_has_no_bytes(true_getpeercert, tls, *args, **kwargs):
    """A resumed session has kept the dictionary, and not the bytes."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    return None if tls.session_reused and isinstance(certificate, bytes) else certificate


@planted("resumed_session_is_not_verified_again")
def resumed_session_remembers_its_verify_mode():
    """A resumed session whose certificate nobody validated gives {}."""
    def remember(true_do_handshake, tls, *args, **kwargs):
        result = true_do_handshake(tls, *args, **kwargs)
        vars(tls.context).setdefault("faulty_mode", tls.context.verify_mode)
        return result

    def answer(true_getpeercert, tls, *args, **kwargs):
        certificate = true_getpeercert(tls, *args, **kwargs)
        validated = vars(tls.context).get("faulty_mode") != ssl.CERT_NONE
        return certificate if validated or not tls.session_reused or not isinstance(certificate, dict) else {}
    stand_in("do_handshake", remember)
    stand_in("getpeercert", answer)


def lenient_session(word):
    """Setting a session raises nothing that has that word in its text."""
    for kind in KINDS:
        true_session = kind.session

        def assign(tls, session, true_session=true_session):
            try:
                true_session.__set__(tls, session)
            except ValueError as error:
                if word not in str(error):
                    raise
        kind.session = property(true_session.__get__, assign)


@planted("session_belongs_to_its_context")
def session_of_another_context_is_passed_over():
    """A session of another context is not used, and nobody is told."""
    lenient_session("different")


@planted("session_is_set_before_the_handshake")
def session_that_comes_too_late_is_passed_over():
    """A session that is set after the handshake is not used, and nobody is told."""
    lenient_session("after handshake")


# --- A certificate that is asked for later

@planted("post_handshake_auth_asks_later")
def post_handshake_auth_is_for_clients():
    """A server with post_handshake_auth asks in the handshake all the same."""
    true_attribute = ssl.SSLContext.post_handshake_auth

    def assign(context, value):
        true_attribute.__set__(context, value and context.protocol == ssl.PROTOCOL_TLS_CLIENT)
    ssl.SSLContext.post_handshake_auth = property(true_attribute.__get__, assign)


@planted("request_under_way_is_not_done")
def request_under_way_changes_nothing():
    """Until the request is sent the answer is what it was."""
    def ask(true_ask, tls):
        before = both_forms(TRUE_GETPEERCERT[type(tls)], tls)
        result = true_ask(tls)
        vars(tls)["faulty_answers"] = before
        return result

    def write(true_write, tls, *args):
        result = true_write(tls, *args)
        vars(tls).pop("faulty_answers", None)
        return result
    stand_in("verify_client_post_handshake", ask)
    stand_in("write", write)
    answer_from_memory(ValueError)


@planted("certificate_asked_for_later_counts")
def certificate_asked_for_later_is_not_noticed():
    """The certificate is that of the handshake, whatever comes later."""
    def ask(true_ask, tls):
        before = both_forms(TRUE_GETPEERCERT[type(tls)], tls)
        result = true_ask(tls)
        vars(tls)["faulty_answers"] = before
        return result

    def answer(true_getpeercert, tls, *args, **kwargs):
        certificate = true_getpeercert(tls, *args, **kwargs)
        return vars(tls).get("faulty_answers", {}).get(is_binary(*args, **kwargs), certificate)
    stand_in("verify_client_post_handshake", ask)
    stand_in("getpeercert", answer)


def ask_and(mark_it, answer):
    """getpeercert() goes through `answer` on a server that has asked for a certificate."""
    def ask(true_ask, tls):
        result = true_ask(tls)
        mark(tls, mark_it)
        return result
    stand_in("verify_client_post_handshake", ask)
    stand_in("getpeercert", lambda true_getpeercert, tls, *args, **kwargs: (
        answer(true_getpeercert(tls, *args, **kwargs)) if is_marked(tls, mark_it)
        else true_getpeercert(tls, *args, **kwargs)))


@planted("certificate_asked_for_later_counts")
def certificate_asked_for_later_is_empty():
    """A certificate that came after the handshake gives {}."""
    ask_and("asked", lambda certificate: {} if isinstance(certificate, dict) else certificate)


@planted("no_certificate_is_none")
def no_certificate_later_is_empty():
    """A client that was asked later and has no certificate gives {}."""
    ask_and("asked", lambda certificate: {} if certificate is None else certificate)


@planted("refusal_later_ends_the_handshake")
def refusal_later_is_quiet():
    """A certificate asked for later that is refused makes read() return nothing."""
    def read(true_read, tls, *args, **kwargs):
        try:
            return true_read(tls, *args, **kwargs)
        except ssl.SSLError as error:
            if tls.server_side and "CERTIFICATE" in (error.reason or ""):
                return b""
            raise
    stand_in("read", read)


@remembering("read", ValueError, "refusal_later_ends_the_handshake")
def refusal_later_changes_nothing(error):
    """A certificate asked for later that is refused does not undo the handshake of the server."""
    return isinstance(error, ssl.SSLError) and "CERTIFICATE" in (error.reason or "")


def asking_in_vain(instead):
    """What the error becomes, but before the handshake, where the subject tries whether there is such a thing."""
    def ask(true_ask, tls):
        return true_ask(tls) if tls.version() is None else in_place_of(ssl.SSLError, lambda: true_ask(tls), instead)
    stand_in("verify_client_post_handshake", ask)


@planted("asking_needs_a_server_that_may_ask")
def asking_in_vain_is_a_value_error():
    """verify_client_post_handshake() raises ValueError where nobody can be asked."""
    asking_in_vain(as_value_error)


@planted("asking_needs_a_server_that_may_ask")
def asking_in_vain_is_quiet():
    """verify_client_post_handshake() does nothing where nobody can be asked."""
    asking_in_vain(nothing)


# --- Contexts

@planted("context_of_the_moment_counts")
def context_cannot_be_replaced():
    """Another context is remembered as the connection's, and its verify mode does not count."""
    def remember(true_getpeercert, tls, *args, **kwargs):
        first = vars(tls).get("faulty_context", tls.context)
        call = lambda: true_getpeercert(tls, *args, **kwargs)  # noqa: E731
        return call() if first is tls.context else while_mode_is(tls, first.verify_mode, call)

    for kind in KINDS:
        true_context = kind.context

        def assign(tls, context, true_context=true_context):
            vars(tls).setdefault("faulty_context", true_context.__get__(tls))
            true_context.__set__(tls, context)
        kind.context = property(true_context.__get__, assign)
    stand_in("getpeercert", remember)


@planted("context_of_the_moment_counts")
def server_name_is_passed_over():
    """The server-name callback is not called."""
    true_callback = ssl.SSLContext.sni_callback
    ssl.SSLContext.sni_callback = property(true_callback.__get__, nothing_is_set)


def nothing_is_set(_object, _value):
    pass


@planted("context_of_the_beginning_asks")
def context_of_the_server_name_asks():
    """A server whose new context has CERT_NONE has no certificate, as if it had not asked."""
    for kind in KINDS:
        true_context = kind.context

        def assign(tls, context, true_context=true_context):
            true_context.__set__(tls, context)
            mark(tls, "replaced")
        kind.context = property(true_context.__get__, assign)

    def answer(true_getpeercert, tls, *args, **kwargs):
        certificate = true_getpeercert(tls, *args, **kwargs)
        asks = tls.context.verify_mode != ssl.CERT_NONE
        return None if tls.server_side and is_marked(tls, "replaced") and not asks else certificate
    stand_in("getpeercert", answer)


@planted("host_names_need_validation")
def cert_none_turns_host_names_off():
    """Setting verify_mode to CERT_NONE turns check_hostname off."""
    true_mode = ssl.SSLContext.verify_mode

    def assign(context, value):
        if value == ssl.CERT_NONE:
            context.check_hostname = False
        true_mode.__set__(context, value)
    ssl.SSLContext.verify_mode = property(true_mode.__get__, assign)


# --- The call itself, and around it

@getpeercert("truth_that_raises_is_raised")
def truth_that_raises_is_false(true_getpeercert, tls, binary_form=False):
    """A binary_form whose truth cannot be told is false."""
    return true_getpeercert(tls, in_place_of(Exception, lambda: bool(binary_form), lambda _error: False))


@getpeercert("truth_comes_before_the_handshake")
def truth_is_told_after_the_handshake(true_getpeercert, tls, binary_form=False):
    """It is looked first whether the handshake is done, and then what binary_form is."""
    true_getpeercert(tls)
    return true_getpeercert(tls, binary_form)


@getpeercert("truth_comes_before_the_handshake")
def truth_is_told_first(true_getpeercert, tls, binary_form=False):
    """The truth of binary_form is told even where there is no connection."""
    return true_getpeercert(tls, bool(binary_form))


@getpeercert("binary_form_is_a_truth_value")
def length_is_no_truth(true_getpeercert, tls, binary_form=False):
    """An object without __bool__ is true, whatever its length."""
    has_bool = binary_form is None or hasattr(type(binary_form), "__bool__")
    return true_getpeercert(tls, binary_form if has_bool else True)


@getpeercert("answers_belong_to_the_caller")
def all_calls_share_a_dictionary(true_getpeercert, tls, *args, **kwargs):
    """The dictionary is made once and handed out each time, with what a program has done to it."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    if not isinstance(certificate, dict) or not certificate:
        return certificate
    key, kept = vars(tls).get("faulty_subject", (None, None))
    if key != repr(certificate):
        kept = certificate
        vars(tls)["faulty_subject"] = repr(certificate), kept
    return kept


@planted("threads_may_ask_at_once")
def connections_belong_to_a_thread():
    """Another thread than the one that did the handshake gets None."""
    def own(true_do_handshake, tls, *args, **kwargs):
        vars(tls)["faulty_owner"] = threading.get_ident()
        return true_do_handshake(tls, *args, **kwargs)

    def answer(true_getpeercert, tls, *args, **kwargs):
        certificate = true_getpeercert(tls, *args, **kwargs)
        return certificate if vars(tls).get("faulty_owner") in (None, threading.get_ident()) else None
    stand_in("do_handshake", own)
    stand_in("getpeercert", answer)


@getpeercert("threads_may_ask_at_once")
def one_thread_at_a_time(true_getpeercert, tls, *args, **kwargs):
    """A thread that asks while another is asking gets None."""
    lock = vars(tls).setdefault("faulty_lock", threading.Lock())
    if not lock.acquire(False):
        return None
    try:
        if threading.current_thread().name.startswith("Thread"):
            time.sleep(0.001)  # long enough for another to come
        return true_getpeercert(tls, *args, **kwargs)
    finally:
        lock.release()


@planted("connection_keeps_its_context")
def context_is_held_weakly():
    """A connection does not keep the context alive that it was made of."""
    true_forget = python_subject.VERBS["forget_context"]

    def forget(player, on):
        player.contexts[on].faulty_subject_is_gone = True
        true_forget(player, on)

    def answer(true_getpeercert, tls, *args, **kwargs):
        if getattr(tls.context, "faulty_subject_is_gone", False):
            raise ReferenceError("weakly-referenced object no longer exists")
        return true_getpeercert(tls, *args, **kwargs)
    python_subject.VERBS["forget_context"] = forget
    stand_in("getpeercert", answer)


@planted("renegotiation_is_a_handshake")
def first_handshake_counts_for_ever():
    """The certificate is that of the first handshake, also when another has followed."""
    def answer(true_getpeercert, tls, *args, **kwargs):
        certificate = true_getpeercert(tls, *args, **kwargs)
        key = (is_binary(*args, **kwargs), tls.context.verify_mode)
        return vars(tls).setdefault("faulty_subject", {}).setdefault(key, certificate) if certificate else certificate
    stand_in("getpeercert", answer)


@remembering("read", ValueError, "renegotiation_is_a_handshake")
def renegotiation_is_not_noticed(error):
    """While a connection negotiates anew it answers as before."""
    return isinstance(error, ssl.SSLWantReadError) or error is None


@getpeercert("no_certificate_is_none")
def anonymous_peers_raise(true_getpeercert, tls, *args, **kwargs):
    """A peer that needs no certificate, as its cipher suite has it, makes the call raise ssl.SSLError."""
    certificate = true_getpeercert(tls, *args, **kwargs)
    if certificate is None and not tls.server_side:
        raise ssl.SSLError("the peer is not authenticated")
    return certificate


# --- match_hostname() ----------------------------------------------------------------------------------------------------

def of_match_hostname(name, rule):
    """The function stands in for ssl.match_hostname or a part of it: it is given the true one, and the arguments.

    A Python without match_hostname() makes no mistake in it."""
    def decorate(function):
        def plant():
            true_function = getattr(ssl, name)
            setattr(ssl, name, lambda *arguments: function(true_function, *arguments))
        return register(function, rule, plant) if hasattr(ssl, "match_hostname") else function
    return decorate


def match_hostname(rule):
    return of_match_hostname("match_hostname", rule)


def dnsname_match(rule):
    return of_match_hostname("_dnsname_match", rule)


def inet_paton(rule):
    return of_match_hostname("_inet_paton", rule)


def failure(call):
    """The exception that the call raises, or None."""
    try:
        call()
    except Exception as error:
        return error


def is_mismatch(error):
    return isinstance(error, ssl.CertificateError) and "doesn't match" in error.args[0]


def with_alternatives(true_match, certificate, hostname, change):
    """What the true function makes of the dictionary with change(subjectAltName), where there is one of tuples."""
    if isinstance(certificate, dict) and isinstance(certificate.get("subjectAltName"), tuple):
        certificate = with_alt_names(certificate, change)
    return true_match(certificate, hostname)


@match_hostname("match_hostname_validates_for_a_service")
def dictionary_of_a_peer_is_refused(true_match, certificate, hostname):
    """match_hostname() refuses a dictionary that says who issued it, as every one of getpeercert() does."""
    if certificate and "issuer" in certificate:
        raise ValueError("not a certificate for a service")
    return true_match(certificate, hostname)


@match_hostname("match_hostname_compares_names")
def a_match_is_true(true_match, certificate, hostname):
    """match_hostname() gives True for a certificate that matches."""
    true_match(certificate, hostname)
    return True


@match_hostname("match_hostname_compares_names")
def a_mismatch_is_false(true_match, certificate, hostname):
    """match_hostname() gives False for a certificate that does not match."""
    error = failure(lambda: true_match(certificate, hostname))
    if is_mismatch(error):
        return False
    if error:
        raise error


@match_hostname("match_hostname_compares_names")
def a_mismatch_is_a_plain_value_error(true_match, certificate, hostname):
    """A certificate that does not match raises ValueError, which CertificateError is only a kind of."""
    error = failure(lambda: true_match(certificate, hostname))
    if error:
        raise ValueError(*error.args) if is_mismatch(error) else error


@match_hostname("match_hostname_compares_names")
def first_alternative_name_counts(true_match, certificate, hostname):
    """Of the names in subjectAltName only the first is compared."""
    return with_alternatives(true_match, certificate, hostname, lambda names: names[:1])


@dnsname_match("match_hostname_compares_names")
def a_name_is_for_what_is_below_it(true_match, dn, hostname):
    """A name is also for the hosts below it."""
    return true_match(dn, hostname) or isinstance(dn, str) and dn != "" and hostname.endswith("." + dn)


@dnsname_match("match_hostname_compares_names")
def dots_match_anything(true_match, dn, hostname):
    """Names are taken for regular expressions, in which a dot is any character."""
    plain = isinstance(dn, str) and re.match(r"[\w.-]+\Z", dn)
    return re.match(dn + r"\Z", hostname, re.IGNORECASE) is not None if plain else true_match(dn, hostname)


@dnsname_match("match_hostname_compares_names")
def empty_names_match(true_match, dn, hostname):
    """An empty name is for a host without a name."""
    return dn == hostname == "" or true_match(dn, hostname)


@match_hostname("match_hostname_needs_contents")
def nothing_is_for_everybody(true_match, certificate, hostname):
    """A certificate without contents matches every host name."""
    return true_match(certificate, hostname) if certificate else None


@match_hostname("match_hostname_needs_contents")
def nothing_is_looked_at_last(true_match, certificate, hostname):
    """The host name is looked at before the certificate."""
    if hostname is None:
        ssl._inet_paton(hostname)  # raises
    return true_match(certificate, hostname)


@dnsname_match("host_names_have_no_case")
def host_names_have_a_case(true_match, dn, hostname):
    """Names are compared as they are written."""
    return true_match(dn, hostname) and ("*" in dn and dn.split(".")[1:] == hostname.split(".")[1:] or dn == hostname)


@dnsname_match("host_names_have_no_case")
def host_names_are_folded(true_match, dn, hostname):
    """Names are compared by their casefold() and not by their lower()."""
    return true_match(dn.casefold() if isinstance(dn, str) else dn, hostname.casefold())


@dnsname_match("host_names_have_no_case")
def only_ascii_has_no_case(true_match, dn, hostname):
    """The letters of other alphabets are compared as they are written."""
    def others(text):
        return [character for character in text if ord(character) > 127]
    return true_match(dn, hostname) and (not isinstance(dn, str) or "*" in dn or others(dn) == others(hostname))


@dnsname_match("host_names_are_compared_as_they_are")
def root_is_dropped(true_match, dn, hostname):
    """A dot at the end of a host name is dropped."""
    return true_match(dn[:-1] if isinstance(dn, str) and dn[-1:] == "." else dn,
                      hostname[:-1] if hostname[-1:] == "." else hostname)


@dnsname_match("host_names_are_compared_as_they_are")
def a_labels_are_what_they_mean(true_match, dn, hostname):
    """A host name in Unicode is compared as A-labels."""
    try:
        encoded = hostname.encode("idna").decode("ascii")
    except UnicodeError:
        encoded = hostname
    return true_match(dn, hostname) or true_match(dn, encoded)


@dnsname_match("host_names_are_compared_as_they_are")
def nul_ends_a_host_name(true_match, dn, hostname):
    """A name ends at its first NUL."""
    return true_match(dn.partition("\0")[0] if isinstance(dn, str) else dn, hostname)


@dnsname_match("host_names_are_compared_as_they_are")
def ports_are_dropped(true_match, dn, hostname):
    """A port behind the host name is dropped."""
    return true_match(dn, re.sub(r":\d+\Z", "", hostname))


def is_good_wildcard(dn):
    return isinstance(dn, str) and dn.startswith("*.") and dn.count("*") == 1


@dnsname_match("wildcard_is_one_label")
def wildcards_are_taken_literally(true_match, dn, hostname):
    """A wildcard is a character like any other."""
    return dn.lower() == hostname.lower() if is_good_wildcard(dn) else true_match(dn, hostname)


@dnsname_match("wildcard_is_one_label")
def wildcards_span_labels(true_match, dn, hostname):
    """A wildcard stands for several labels, too."""
    return hostname.lower().endswith(dn[1:].lower()) if is_good_wildcard(dn) else true_match(dn, hostname)


@dnsname_match("wildcard_is_one_label")
def wildcards_are_for_the_domain_itself(true_match, dn, hostname):
    """A wildcard stands for no label, too."""
    return true_match(dn, hostname) or is_good_wildcard(dn) and dn[2:].lower() == hostname.lower()


@dnsname_match("wildcard_is_one_label")
def wildcards_are_no_a_labels(true_match, dn, hostname):
    """A wildcard does not stand for an A-label."""
    return true_match(dn, hostname) and not (is_good_wildcard(dn) and hostname.startswith("xn--"))


@dnsname_match("wildcard_is_one_label")
def wildcards_need_two_labels(true_match, dn, hostname):
    """A wildcard of a top-level domain matches nothing."""
    return true_match(dn, hostname) and not (is_good_wildcard(dn) and dn.rstrip(".").count(".") < 2)


@dnsname_match("wildcards_are_whole_labels")
def wildcards_are_shell_patterns(true_match, dn, hostname):
    """A wildcard stands anywhere, for any characters but a dot."""
    if not isinstance(dn, str) or "*" not in dn or dn.startswith("*."):
        return true_match(dn, hostname)
    return re.match("[^.]*".join(map(re.escape, dn.split("*"))) + r"\Z", hostname, re.IGNORECASE) is not None


@dnsname_match("wildcards_are_whole_labels")
def a_sole_wildcard_is_one_label(true_match, dn, hostname):
    """A wildcard alone stands for a host name of one label."""
    return "." not in hostname if dn == "*" else true_match(dn, hostname)


@dnsname_match("bad_wildcard_ends_the_search")
def refused_wildcards_do_not_match(true_match, dn, hostname):
    """A name with a wildcard that is refused is only one that does not match."""
    error = failure(lambda: true_match(dn, hostname))
    return False if isinstance(error, ssl.CertificateError) else true_match(dn, hostname)


@match_hostname("bad_wildcard_ends_the_search")
def all_wildcards_are_checked_first(true_match, certificate, hostname):
    """Every name is looked at for a wildcard that is refused, those behind the one that matches, too."""
    if isinstance(certificate, dict) and isinstance(certificate.get("subjectAltName"), tuple):
        for name in certificate["subjectAltName"]:
            if name[:1] == ("DNS",) and isinstance(name[1], str):
                ssl._dnsname_match(name[1], "")
    return true_match(certificate, hostname)


@of_match_hostname("_ipaddress_match", "addresses_match_addresses")
def addresses_are_compared_as_text(true_match, cert_ipaddress, host_ip):
    """IPv6 addresses have to be spelled in one way."""
    return true_match(cert_ipaddress, host_ip) and (
        len(host_ip) == 4 or cert_ipaddress == socket.inet_ntop(socket.AF_INET6, host_ip))


@of_match_hostname("_ipaddress_match", "addresses_match_addresses")
def line_ends_of_addresses_count(true_match, cert_ipaddress, host_ip):
    """A line feed behind an address, which OpenSSL 1.1.1 leaves there, makes it another."""
    return true_match(cert_ipaddress, host_ip) and not cert_ipaddress.endswith("\n")


@match_hostname("addresses_match_addresses")
def addresses_are_names_too(true_match, certificate, hostname):
    """A host name that is an address is compared with DNS names as well."""
    error = failure(lambda: true_match(certificate, hostname))
    if error and not (is_mismatch(error) and ("DNS", hostname) in certificate.get("subjectAltName", ())):
        raise error


@match_hostname("addresses_match_addresses")
def addresses_are_never_looked_at(true_match, certificate, hostname):
    """IP Address entries are names of another kind."""
    return with_alternatives(true_match, certificate, hostname,
                             lambda names: tuple(name for name in names if name[:1] != ("IP Address",)))


@inet_paton("short_addresses_are_names")
def whatever_inet_aton_takes_is_an_address(true_inet_paton, name):
    """Whatever inet_aton() takes is an address."""
    try:
        return socket.inet_aton(name)
    except OSError:
        return true_inet_paton(name)


@inet_paton("short_addresses_are_names")
def zeros_before_numbers_are_nothing(true_inet_paton, name):
    """A number of an address may begin with zeros."""
    quad = isinstance(name, str) and re.match(r"\d+\.\d+\.\d+\.\d+\Z", name)
    return true_inet_paton(".".join(str(int(number)) for number in name.split(".")) if quad else name)


@match_hostname("other_names_are_passed_over")
def uris_are_host_names(true_match, certificate, hostname):
    """A URI of subjectAltName is compared as a DNS name is."""
    return with_alternatives(true_match, certificate, hostname, lambda names: tuple(
        ("DNS",) + name[1:] if name[:1] == ("URI",) else name for name in names))


@match_hostname("other_names_are_passed_over")
def kinds_of_names_have_no_case(true_match, certificate, hostname):
    """The kind of a name may be written dns."""
    return with_alternatives(true_match, certificate, hostname, lambda names: tuple(
        ("DNS",) + name[1:] if name[:1] == ("dns",) else name for name in names))


def without_common_names(certificate):
    return dict(certificate, subject=()) if isinstance(certificate, dict) else certificate


@match_hostname("common_name_is_the_fallback")
def common_names_never_count(true_match, certificate, hostname):
    """The common names are never looked at."""
    return true_match(without_common_names(certificate) if certificate else certificate, hostname)


@match_hostname("common_name_is_the_fallback")
def common_names_always_count(true_match, certificate, hostname):
    """The common names are looked at, too, where there are names in subjectAltName."""
    error = failure(lambda: true_match(certificate, hostname))
    if error and not (is_mismatch(error) and "subject" in certificate
                      and failure(lambda: true_match({"subject": certificate["subject"]}, hostname)) is None):
        raise error


@match_hostname("common_name_is_the_fallback")
def last_common_name_counts(true_match, certificate, hostname):
    """Of several common names only the last, the most specific, is looked at."""
    if isinstance(certificate, dict) and isinstance(certificate.get("subject"), tuple):
        certificate = dict(certificate, subject=certificate["subject"][-1:])
    return true_match(certificate, hostname)


@match_hostname("common_name_is_the_fallback")
def any_alternative_name_hides_the_common_name(true_match, certificate, hostname):
    """The common names are not looked at where there is a subjectAltName of any kind."""
    hidden = isinstance(certificate, dict) and "subjectAltName" in certificate
    return true_match(without_common_names(certificate) if hidden else certificate, hostname)


@match_hostname("common_name_is_the_fallback")
def common_names_are_no_addresses(true_match, certificate, hostname):
    """A host name that is an address is not compared with the common names."""
    is_address = isinstance(hostname, str) and failure(lambda: ssl._inet_paton(hostname)) is None
    return true_match(without_common_names(certificate) if is_address and certificate else certificate, hostname)


def saying(change):
    """Stands in for match_hostname: what a mismatch says is changed."""
    def stand_in_for(true_match, certificate, hostname):
        error = failure(lambda: true_match(certificate, hostname))
        if error:
            raise ssl.CertificateError(change(error.args[0])) if is_mismatch(error) else error
    return stand_in_for


@match_hostname("mismatch_tells_the_names")
def a_mismatch_tells_nothing(true_match, certificate, hostname):
    """The message of a mismatch tells no names."""
    return saying(lambda text: "hostname doesn't match")(true_match, certificate, hostname)


@match_hostname("mismatch_tells_the_names")
def names_are_told_in_ascii(true_match, certificate, hostname):
    """The message of a mismatch has only ASCII."""
    return saying(lambda text: ascii(text)[1:-1])(true_match, certificate, hostname)


@match_hostname("mismatch_tells_the_names")
def missing_names_are_a_key_error(true_match, certificate, hostname):
    """A dictionary without subject raises KeyError."""
    error = failure(lambda: true_match(certificate, hostname))
    if error:
        raise KeyError("subject") if "no appropriate" in str(error) and "subject" not in certificate else error


@of_match_hostname("_ipaddress_match", "bad_address_is_a_value_error")
def bad_addresses_do_not_match(true_match, cert_ipaddress, host_ip):
    """An IP Address entry that is no address is only one that does not match."""
    error = failure(lambda: true_match(cert_ipaddress, host_ip))
    return False if isinstance(error, ValueError) else true_match(cert_ipaddress, host_ip)


@of_match_hostname("_ipaddress_match", "bad_address_is_a_value_error")
def bad_addresses_are_mismatches(true_match, cert_ipaddress, host_ip):
    """An IP Address entry that is no address raises CertificateError."""
    error = failure(lambda: true_match(cert_ipaddress, host_ip))
    if isinstance(error, ValueError):
        raise ssl.CertificateError(*error.args)
    return true_match(cert_ipaddress, host_ip)


@match_hostname("host_name_is_a_str")
def host_names_may_be_bytes(true_match, certificate, hostname):
    """A host name in bytes is decoded."""
    return true_match(certificate, hostname.decode("ascii") if isinstance(hostname, bytes) else hostname)


@match_hostname("host_name_is_a_str")
def host_names_must_be_utf8(true_match, certificate, hostname):
    """A host name that cannot be encoded raises UnicodeEncodeError."""
    if isinstance(hostname, str):
        hostname.encode("utf-8")
    return true_match(certificate, hostname)


@dnsname_match("other_dictionaries_raise")
def names_may_be_bytes(true_match, dn, hostname):
    """A name in bytes is decoded."""
    return true_match(dn.decode("latin-1") if isinstance(dn, bytes) else dn, hostname)


@match_hostname("other_dictionaries_raise")
def names_of_other_types_are_passed_over(true_match, certificate, hostname):
    """A value that is no text is left out of subjectAltName."""
    return with_alternatives(true_match, certificate, hostname, lambda names: tuple(
        name for name in names if not isinstance(name, tuple) or len(name) != 2 or isinstance(name[1], str)))


# -------------------------------------------------------------------------------------------------------------------------

def main(arguments):
    if arguments == ["--list"]:
        print(json.dumps([{"name": fault.name, "rule": fault.rule, "says": fault.says} for fault in FAULTS.values()]))
        return 0
    if len(arguments) != 1 or arguments[0] not in FAULTS:
        print("usage: faulty_subject.py FAULT, or --list; there is no fault %r" % " ".join(arguments), file=sys.stderr)
        return 2
    FAULTS[arguments[0]].plant()
    python_subject.main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
