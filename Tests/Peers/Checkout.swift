public import struct Foundation.URL

#if canImport(Glibc)
import Glibc
#endif

/// Where the checkout keeps what tests run: its stand-ins and the tools `make test` unpacks.
public enum Checkout {
    /// The checkout's folder.
    public static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The Python of the tests' virtual environment; `LATCHKEY_TEST_PYTHON` names another.
    public static var python: URL {
        if let path = getenv("LATCHKEY_TEST_PYTHON") { return URL(filePath: String(cString: path)) }
        return root.appending(path: ".test/venv/bin/python")
    }

    /// Debian's `smtp-sink`, unpacked by `make test`, or the one that is installed.
    public static var smtpSink: URL {
        let unpacked = root.appending(path: ".test/bin/smtp-sink")
        return access(unpacked.path, X_OK) == 0 ? unpacked : URL(filePath: "/usr/sbin/smtp-sink")
    }

    /// A stand-in written in Python.
    public static func script(_ name: String) -> URL {
        root.appending(path: "Tests/Peers/python").appending(path: name)
    }
}
