import Testing
import Transport

@Suite("Mail servers that are not trusted, or do not trust us", .timeLimit(.minutes(5)))
struct MailTrustTests {
    @Test("a wrong password is a denied login with the server's words")
    func wrongPassword() async throws {
        let settings = PeerSettings(security: "starttls", user: "shop", password: "right")
        try await FaultyPeer.running("mail_peer.py", settings) { peer in
            let server = try MailFactory.server(
                peer, .startTLS, credentials: MailCredentials(user: "shop", password: "wr0ng!"), authority: peer.file)
            let fault = try #require(try await MailPool.running(server) { await $0.fault() })
            #expect(fault.stage == .auth && fault.kind == .loginDenied && fault.curlCode == 67)
            #expect(fault.reply?.enhancedStatus == EnhancedStatusCode(5, 7, 8))
            #expect(!"\(fault)".contains("wr0ng!"))
        }
    }

    @Test(
        "a certificate of an unknown authority is not trusted",
        arguments: [
            ("starttls", MailServer.Security.startTLS), ("implicit", .implicitTLS),
        ])
    func unknownAuthority(_ security: String, _ expected: MailServer.Security) async throws {
        try await FaultyPeer.running("mail_peer.py", PeerSettings(security: security)) { peer in
            let fault = try await MailPool.running(MailFactory.server(peer, expected)) { await $0.fault() }
            #expect(fault?.stage == .tls && fault?.kind == .untrustedCertificate && fault?.curlCode == 60)
        }
    }

    @Test("a certificate for another name is not trusted")
    func otherName() async throws {
        let settings = PeerSettings(security: "starttls", name: "other.example")
        try await FaultyPeer.running("mail_peer.py", settings) { peer in
            let server = try MailFactory.server(peer, .startTLS, authority: peer.file)
            let fault = try await MailPool.running(server) { await $0.fault() }
            #expect(fault?.stage == .tls && fault?.kind == .untrustedCertificate)
        }
    }

    @Test("a CA file that is not there is a matter of configuration")
    func missingAuthority() async throws {
        try await FaultyPeer.running("mail_peer.py", PeerSettings(security: "implicit")) { peer in
            let server = try MailFactory.server(peer, .implicitTLS, authority: "/nowhere/ca.pem")
            let fault = try await MailPool.running(server) { await $0.fault() }
            #expect(fault?.stage == .tls && fault?.kind == .misconfigured)
            #expect(fault?.detail.contains("/nowhere/ca.pem") == true)
        }
    }

    @Test("where STARTTLS is required and not offered, neither login nor mail goes out")
    func noTLS() async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(offers: ["250-AUTH PLAIN LOGIN"])) { peer in
            let server = try MailFactory.server(
                peer, .startTLS, credentials: MailCredentials(user: "shop", password: "pw"))
            let fault = try await MailPool.running(server) { await $0.fault() }
            #expect(fault?.stage == .startTLS && fault?.kind == .tlsRequired && fault?.curlCode == 64)
            #expect(try await peer.ended().allSatisfy { $0.line?.hasPrefix("AUTH") != true })
        }
    }

    @Test(
        "with credentials set, a server that offers no login gets no mail",
        arguments: [
            [], ["250-AUTH CRAM-MD5"], ["250-AUTH LOGIN"],
        ])
    func noLogin(_ offers: [String]) async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(offers: offers)) { peer in
            let credentials = MailCredentials(user: "shop", password: "pw", mechanisms: [.plain])
            let server = try MailFactory.server(peer, credentials: credentials)
            let fault = try await MailPool.running(server) { await $0.fault() }
            #expect(fault?.stage == .auth && fault?.kind == .authUnsupported)
            #expect(try await peer.ended().count(of: "message") == 0)
        }
    }

    @Test("a probe of a server that offers no login fails")
    func probeWithoutLogin() async throws {
        try await FaultyPeer.running("fault_peer.py") { peer in
            let server = try MailFactory.server(peer, credentials: MailCredentials(user: "shop", password: "pw"))
            let fault = try await MailPool.running(server) { pool in
                await MailFactory.fault { () async throws(TransportFault) in try await pool.probe() }
            }
            #expect(fault?.kind == .authUnsupported)
        }
    }

    @Test("a server that demands a login of one who has none refuses MAIL")
    func loginDemanded() async throws {
        let settings = PeerSettings(at: ["MAIL": "530 5.7.0 authenticate first"])
        try await FaultyPeer.running("fault_peer.py", settings) { peer in
            let fault = try await MailPool.running(MailFactory.server(peer)) { await $0.fault() }
            #expect(fault?.stage == .mail && fault?.reply?.code == 530)
        }
    }
}
