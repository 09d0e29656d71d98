import Testing
import Transport

@Suite("SMTP URLs")
struct MailServerURLTests {
    @Test("smtp requires STARTTLS, on port 587")
    func startTLS() throws {
        let server = try MailServer(url: "smtp://smtp.example.com")
        #expect(server.security == .startTLS)
        #expect(server.port == 587)
        #expect(server.credentials == nil)
    }

    @Test("smtps is TLS from the first byte, on port 465")
    func implicitTLS() throws {
        let server = try MailServer(url: "SMTPS://user:pw@smtp.example.com/")
        #expect(server.security == .implicitTLS)
        #expect(server.port == 465)
    }

    @Test(
        "plain text needs a loopback host or tls=none",
        arguments: [
            ("smtp://127.0.0.1:1025", MailServer.Security.plain), ("smtp://127.9.8.7", .plain),
            ("smtp://[::1]:2525", .plain), ("smtp://localhost", .plain), ("smtp://relay.example?tls=none", .plain),
            ("smtp://10.0.0.1", .startTLS), ("smtp://127.0.0.1.example.com", .startTLS),
            ("smtp://localhost.example", .startTLS), ("smtp://127.0.0.1?tls=starttls", .startTLS),
        ])
    func plain(_ url: String, _ security: MailServer.Security) throws {
        #expect(try MailServer(url: url).security == security)
    }

    @Test("user and password are percent-decoded, and an @ in the password is tolerated")
    func credentials() throws {
        let server = try MailServer(url: "smtp://us%40er:p%2Fa%3As%25%E2%82%AC@x:y@smtp.example.com:25")
        #expect(server.credentials == MailCredentials(user: "us@er", password: "p/a:s%€@x:y"))
        #expect(server.port == 25)
    }

    @Test("options name a CA file and a helo name")
    func options() throws {
        let server = try MailServer(url: "smtps://[2001:db8::1]?ca=/etc/my%20ca.pem&helo=mail.shop.example")
        #expect(server.certificateAuthority == "/etc/my ca.pem")
        #expect(server.heloName == "mail.shop.example")
        #expect(server.host == "2001:db8::1")
    }

    @Test(
        "a bad URL is refused with its fault",
        arguments: [
            ("", InvalidMailServer.Fault.scheme), ("smtp.example.com:587", .scheme), ("http://x", .scheme),
            ("smtp://", .host), ("smtp://user:pw@", .host), ("smtp://ho st", .host), ("smtp://a\r\nb", .host),
            ("smtp://x:0", .port), ("smtp://x:65536", .port), ("smtp://x:", .port), ("smtp://x:+5", .port),
            ("smtp://[::1]x", .port), ("smtp://:pw@x", .credentials), ("smtp://u%00:pw@x", .credentials),
            ("smtp://u:p%0d@x", .credentials), ("smtp://u:p%zz@x", .percentEncoding),
            ("smtp://u:p%4@x", .percentEncoding),
            ("smtp://u:p%FF@x", .percentEncoding), ("smtp://u:p/w@x", .unencoded), ("smtp://u:p#w@x", .unencoded),
            ("smtp://u:p?w@x", .unencoded), ("smtp://x/inbox", .path), ("smtp://x?tls=maybe", .option),
            ("smtp://x?colour=red", .option), ("smtp://x?tls=none&tls=starttls", .option),
            ("smtps://x?tls=none", .option),
            ("smtp://x?ca=", .certificateAuthority), ("smtp://x?helo=a%0d%0ab", .heloName),
        ])
    func refuses(_ url: String, _ fault: InvalidMailServer.Fault) {
        #expect { try MailServer(url: url) } throws: { ($0 as? InvalidMailServer)?.fault == fault }
    }

    @Test("neither the error nor the settings show user or password")
    func redacted() throws {
        let server = try MailServer(url: "smtp://tokenuser:hunter2@smtp.example.com")
        var dumped = ""
        dump(server, to: &dumped)
        for text in ["\(server)", String(reflecting: server), dumped] {
            #expect(!text.contains("hunter2") && !text.contains("tokenuser"))
        }
        for url in ["smtp://u:hunter2@x:port", "smtp://u:hunter2/x@y", "hunter2", "smtp://u:hunter2%@x"] {
            #expect { try MailServer(url: url) } throws: { !"\($0)".contains("hunter2") }
        }
    }
}
