#!/usr/bin/env python3
"""Verifies a proof of consent made by Assent, from the file alone.

    python3 verify_proof.py proof.json [...]

It needs nothing of Assent: Python's standard library, and for opening the seals the package
"cryptography" (pip install cryptography). Without that package everything else is checked, and
it says so. The layout that is checked here is described in docs/proof.md.

Exit code: 0 everything holds, 1 something does not, 2 the seals could not be opened because the
package is missing (the rest holds).
"""

import base64
import hashlib
import json
import sys

try:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
except ImportError:
    AESGCM = None


class Broken(Exception):
    """What does not hold, in words."""


class Number(str):
    """A number as it is written in the file. Nothing is rounded, so nothing is changed."""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def read_json(text):
    """Reads JSON and refuses what two readers could understand differently: doubled names."""

    def members(pairs):
        names = [name for name, _ in pairs]
        if len(names) != len(set(names)):
            raise Broken("a name occurs twice in one JSON object: " + ", ".join(names))
        return dict(pairs)

    try:
        return json.loads(text, object_pairs_hook=members, parse_int=Number, parse_float=Number)
    except ValueError as error:
        raise Broken("this is no JSON: %s" % error)


def canonical(value):
    """Canonical JSON, RFC 8785: no spaces, names in the order of their UTF-16 code units."""
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    ordered = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
    return "{" + ",".join(canonical(n) + ":" + canonical(v) for n, v in ordered) + "}"


def from_base64(text, what):
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        raise Broken(what + " is not base64")
    if base64.b64encode(data).decode("ascii") != text:
        raise Broken(what + " is not base64 in its one canonical form")
    return data


def open_seal(key, context, sealed, what):
    """1 byte version, 12 bytes vector, 16 bytes tag, ciphertext; AES-256-GCM bound to `context`."""
    if len(key) != 32:
        raise Broken("the contact's key is not 256 bits long")
    if len(sealed) < 29 or sealed[0] != 1:
        raise Broken(what + " has an unknown layout")
    vector, tag, ciphertext = sealed[1:13], sealed[13:29], sealed[29:]
    try:
        return AESGCM(key).decrypt(vector, ciphertext + tag, context.encode("utf-8"))
    except InvalidTag:
        raise Broken(what + " does not open with the contact's key")


def check_entry(entry, position, previous_hash, proof):
    """The chain: the bytes, their hash, their place, and the digest of the evidence."""
    name = "entry %d" % position
    core_text = entry["core"]
    if sha256(core_text.encode("utf-8")) != entry["hash"]:
        raise Broken(name + ": its hash is not the SHA-256 of core")
    core = read_json(core_text)
    if canonical(core) != core_text:
        raise Broken(name + ": core is not canonical JSON")
    if core["seq"] != str(position) or entry["seq"] != str(position):
        raise Broken(name + ": it says that it is entry " + core["seq"])
    if core["prevHash"] != previous_hash:
        raise Broken(name + ": it does not carry the hash of the entry before it")
    if core["contact"] != proof["contact"]["id"] or core["workspace"] != proof["workspace"]["id"]:
        raise Broken(name + ": it belongs to another contact or workspace")
    origin = "\n".join([core["workspace"], core["contact"], core["source"]["event"]])
    if entry["id"] != "le_" + sha256(origin.encode("utf-8"))[:32]:
        raise Broken(name + ": its id is not that of its act")
    evidence = entry["evidence"]
    if evidence is None:
        if core["evidenceDigest"] is not None:
            raise Broken(name + ": its evidence is missing")
        return core
    sealed = from_base64(evidence["sealed"], name + ": its sealed evidence")
    if not (sha256(sealed) == evidence["digest"] == core["evidenceDigest"]):
        raise Broken(name + ": the digest of its evidence is another one")
    return core


def check_seals(proof):
    """The evidence and the number that the proof shows are what was sealed."""
    contact = proof["contact"]
    if contact["key"] is None:
        for entry in proof["entries"]:
            if entry["evidence"] is not None and entry["evidence"]["opened"] is not None:
                raise Broken("evidence is shown although there is no key to check it with")
        return 0
    key = from_base64(contact["key"], "the contact's key")
    opened = 0
    erased = any(read_json(entry["core"])["kind"] == "erased" for entry in proof["entries"])
    for entry in proof["entries"]:
        if entry["evidence"] is None:
            continue
        if erased and entry["evidence"]["opened"] is None:
            continue  # sealed with the key of before or after the erasure, which is not here
        what = "the evidence of entry " + entry["seq"]
        sealed = from_base64(entry["evidence"]["sealed"], what)
        inside = read_json(open_seal(key, entry["id"], sealed, what).decode("utf-8"))
        if canonical(inside) != canonical(entry["evidence"]["opened"]):
            raise Broken(what + " is not what its seal holds")
        opened += 1
    if contact["sealedPhone"] is not None:
        sealed = from_base64(contact["sealedPhone"], "the sealed number")
        inside = open_seal(key, contact["id"], sealed, "the sealed number").decode("utf-8")
        if inside != contact["phone"]:
            raise Broken("the number shown is not the one that was sealed")
    return opened


def check_digest(proof):
    rest = {name: value for name, value in proof.items() if name != "digest"}
    if sha256(canonical(rest).encode("utf-8")) != proof["digest"]:
        raise Broken("the digest is not that of the file: something was changed after it was made")


def verify(text):
    proof = read_json(text)
    if proof.get("format") != "assent-proof" or proof.get("version") != "1":
        raise Broken("this is no proof of a version that is known here")
    previous_hash = None
    lines = []
    for position, entry in enumerate(proof["entries"], 1):
        core = check_entry(entry, position, previous_hash, proof)
        previous_hash = entry["hash"]
        lines.append("%4d  %s  %-15s %s" % (position, core["occurredAt"], core["kind"], core["program"]))
    check_digest(proof)
    return lines, (check_seals(proof) if AESGCM else None)


def verify_file(path):
    """Says what it finds; returns the exit code for this file."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        lines, opened = verify(data.decode("utf-8"))
    except Broken as fault:
        print("%s: BROKEN: %s" % (path, fault))
        return 1
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as fault:
        print("%s: BROKEN: it is not laid out as a proof is (%r)" % (path, fault))
        return 1
    print("\n".join(lines))
    if opened is None:
        print("%s: %d entries hold. The seals were NOT opened: pip install cryptography" % (path, len(lines)))
        return 2
    print("%s: %d entries hold, %d seals opened" % (path, len(lines), opened))
    return 0


def main(paths):
    if not paths:
        print(__doc__)
        return 1
    codes = [verify_file(path) for path in paths]
    return 1 if 1 in codes else max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
