"""What every stand-in shares: its settings, its events, its bounded life, its certificates."""

import datetime
import ipaddress
import json
import os
import shutil
import signal
import ssl
import sys
import tempfile
import threading

settings = json.loads(sys.argv[1])
folder = tempfile.mkdtemp()
at_end = [lambda: shutil.rmtree(folder, ignore_errors=True)]


def end(signal_number, frame):
    for action in at_end:
        action()
    os._exit(0)


def end_with_parent():
    """The tests hold our standard input open; when they are gone, so are we."""

    def watch():
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


signal.signal(signal.SIGTERM, end)
signal.signal(signal.SIGALRM, end)
signal.alarm(90)  # a bounded life, whatever becomes of the tests
end_with_parent()


def emit(event, **facts):
    """One line of JSON for the tests. Written before the matching reply, so nothing seen by a client is missing."""
    sys.stdout.write(json.dumps({"event": event, **facts}) + "\n")
    sys.stdout.flush()


def tls_context(name):
    """A server context for `name`, signed by an authority made for this run; emits the authority's file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    def subject(text):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.datetime.now(datetime.timezone.utc)
    day = datetime.timedelta(days=1)
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())

    def certificate(whose, public_key, extensions):
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject(whose)).issuer_name(subject("Test Authority")).public_key(public_key)
            .serial_number(x509.random_serial_number()).not_valid_before(now - day).not_valid_after(now + day)
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(authority_key, hashes.SHA256())

    try:
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(name))])
    except ValueError:
        names = x509.SubjectAlternativeName([x509.DNSName(name)])
    authority = certificate(
        "Test Authority", authority_key.public_key(), [(x509.BasicConstraints(ca=True, path_length=None), True)])
    leaf = certificate(name, key.public_key(), [(names, False)])
    pem = serialization.Encoding.PEM

    def written(name, data):
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(data)
        return path

    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain = written("server.pem", leaf.public_bytes(pem) + private)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain)
    emit("authority", file=written("authority.pem", authority.public_bytes(pem)))
    return context
