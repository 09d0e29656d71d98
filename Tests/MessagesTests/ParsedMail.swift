import Foundation
import Messages

/// A mail as Python's `email` reads it with `policy.SMTP`: a second opinion that is not ours.
struct ParsedMail: Decodable {
    struct Part: Decodable {
        var type: String
        var charset: String
        var encoding: String
        var content: String
    }

    var defects: [String]
    var fields: [String: [String]]
    var addresses: [String: [[String]]]
    var parts: [Part]
    var longestLine: Int
    var longestWord: Int
    var isASCII: Bool
    var hasBareLineEnds: Bool

    /// Reads a batch in one process.
    static func read(_ mails: [RenderedMail]) throws -> [ParsedMail] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, "-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(
            contentsOf: JSONEncoder().encode(mails.map { Data($0.mime).base64EncodedString() }))
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode([ParsedMail].self, from: answer)
    }

    private static var python: String {
        let named = ProcessInfo.processInfo.environment["LATCHKEY_TEST_PYTHON"]
        let own = Sample.checkout.appending(path: ".test/venv/bin/python").path
        return named ?? (FileManager.default.isExecutableFile(atPath: own) ? own : "python3")
    }

    private static let script = #"""
        import base64, email, json, re, sys
        from email import header, policy, utils

        # policy.SMTP keeps the blank between two encoded words of a name (bpo-35547), so the older parser reads names.
        def name_of(field):
            return str(header.make_header(header.decode_header(utils.parseaddr(field)[0])))

        def read(raw):
            message = email.message_from_bytes(raw, policy=policy.SMTP)
            plain = email.message_from_bytes(raw, policy=policy.compat32)
            defects, fields, addresses = [], {}, {}
            for part in message.walk():
                defects += [repr(d) for d in part.defects]
                for name in part.keys():
                    for value in part.get_all(name):
                        defects += [f"{name}: {d!r}" for d in getattr(value, "defects", [])]
            for name in message.keys():
                fields[name] = [str(v) for v in message.get_all(name)]
                for value in message.get_all(name):
                    if hasattr(value, "addresses"):
                        addresses[name] = [[name_of(plain[name]), a.addr_spec] for a in value.addresses]
            parts = [{"type": p.get_content_type(), "charset": p.get_content_charset(),
                      "encoding": p["Content-Transfer-Encoding"], "content": p.get_content().replace("\r\n", "\n")}
                     for p in message.iter_parts()]
            words = re.findall(rb"=\?[^?\s]+\?[BQ]\?[^?\s]*\?=", raw)
            return {"defects": defects, "fields": fields, "addresses": addresses, "parts": parts,
                    "longestLine": max(map(len, raw.split(b"\r\n"))), "longestWord": max(map(len, words), default=0),
                    "isASCII": raw.isascii() and b"\0" not in raw,
                    "hasBareLineEnds": bool(re.search(rb"(?<!\r)\n|\r(?!\n)", raw))}

        json.dump([read(base64.b64decode(m)) for m in json.load(sys.stdin)], sys.stdout)
        """#
}
