"""A proxy that ends TLS before the service, as in production, and a certificate that only the test's browser believes."""

import base64
import contextlib
import datetime
import hashlib
import socket
import ssl
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "pay.shop.test"


class TLSProxy:
    """Listens at once; `forward` tells it where to."""

    def __init__(self, folder):
        key = ec.generate_private_key(ec.SECP256R1())
        self.spki = base64.b64encode(hashlib.sha256(key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)).digest()).decode()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(write_certificate(folder, key))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"https://{HOST}:{self.port}"
        self.target = None

    @property
    def browser_options(self):
        return [f"--host-resolver-rules=MAP {HOST} 127.0.0.1", f"--ignore-certificate-errors-spki-list={self.spki}"]

    def forward(self, port):
        self.target = port
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def stop(self):
        self.listener.close()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with contextlib.suppress(OSError), client:
            client.settimeout(30)
            with self.context.wrap_socket(client, server_side=True) as near, \
                    socket.create_connection(("127.0.0.1", self.target), timeout=30) as far:
                back = threading.Thread(target=pipe, args=(far, near), daemon=True)
                back.start()
                pipe(near, far)
                back.join(30)


def pipe(source, sink):
    """Copies until either side ends, and then ends the other."""
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            sink.sendall(chunk)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)


def write_certificate(folder, key):
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256()))
    path = folder / "proxy.pem"
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                       serialization.NoEncryption()) +
                     certificate.public_bytes(serialization.Encoding.PEM))
    return path
