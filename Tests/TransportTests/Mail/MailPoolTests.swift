import Foundation
import Peers
import Testing
import Transport

@Suite("The mail pool", .timeLimit(.minutes(5)))
struct MailPoolTests {
    @Test("fifty mails over one thread share one connection")
    func reuse() async throws {
        try await FaultyPeer.running("fault_peer.py") { peer in
            try await MailPool.running(MailFactory.server(peer), connections: 1) { pool in
                for _ in 1...50 { #expect(await pool.fault() == nil) }
            }
            let events = try await peer.ended()
            #expect(events.count(of: "connection") == 1 && events.count(of: "message") == 50)
        }
    }

    @Test("200 mails at once over 16 threads arrive once each")
    func many() async throws {
        try await FaultyPeer.running("mail_peer.py") { peer in
            try await MailPool.running(MailFactory.server(peer)) { pool in
                try await withThrowingTaskGroup { group in
                    for number in 1...200 {
                        group.addTask {
                            _ = try await pool.send(MailFactory.mail(to: "taro\(number)@example.com"))
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let events = try await peer.ended()
            #expect(Set(events.compactMap(\.recipient)).count == 200)
            #expect(events.count(of: "message") == 200)
            #expect(events.count(of: "connection") <= 16)
        }
    }

    @Test(
        "a kept connection that the server has closed costs no mail and makes no second one",
        arguments: ["drop", "reset", "421 4.4.2 idle for too long"])
    func closedWhileIdle(_ how: String) async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(at: ["IDLE": how])) { peer in
            try await MailPool.running(MailFactory.server(peer), connections: 1) { pool in
                #expect(await pool.fault() == nil)
                _ = try await peer.first { $0.event == "closed" }
                #expect(await pool.fault() == nil)
            }
            let events = try await peer.ended()
            #expect(events.count(of: "message") == 2 && events.count(of: "connection") == 2)
        }
    }

    @Test(
        "a kept connection that ends at MAIL is replaced once",
        arguments: ["drop", "reset", "421 4.4.2 idle for too long"])
    func closedAtMail(_ how: String) async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(at: ["MAIL#2": how])) { peer in
            try await MailPool.running(MailFactory.server(peer), connections: 1) { pool in
                #expect(await pool.fault() == nil)
                #expect(await pool.fault() == nil)
            }
            let events = try await peer.ended()
            #expect(events.count(of: "message") == 2 && events.count(of: "connection") == 2)
        }
    }

    @Test("a kept connection that ends at RCPT is not silently tried again")
    func closedAtRcpt() async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(at: ["RCPT#2": "drop"])) { peer in
            try await MailPool.running(MailFactory.server(peer), connections: 1) { pool in
                #expect(await pool.fault() == nil)
                #expect(await pool.fault()?.stage == .rcpt)
            }
        }
    }

    @Test("a refusal on a kept connection is that mail's, not the one before's success")
    func staleReply() async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(at: ["DOT#2": "mute"])) { peer in
            let server = try MailFactory.server(peer, total: .seconds(3))
            try await MailPool.running(server, connections: 1) { pool in
                #expect(await pool.fault() == nil)
                let fault = await pool.fault()
                #expect(fault?.stage == .finalDot && fault?.reply == nil && fault?.outcomeIsUnknown == true)
            }
        }
    }

    @Test("an idle connection is closed after a while, with QUIT")
    func idle() async throws {
        try await FaultyPeer.running("fault_peer.py") { peer in
            var server = try MailFactory.server(peer)
            server.timeouts.idle = .milliseconds(50)
            try await MailPool.running(server) { pool in
                #expect(await pool.fault() == nil)
                try await peer.reached("QUIT")
                #expect(await pool.fault() == nil)
            }
            #expect(try await peer.ended().count(of: "connection") == 2)
        }
    }

    @Test("a cancelled mail in the queue ends at once and is not sent")
    func cancelQueued() async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(at: ["DOT": "mute"])) { peer in
            let server = try MailFactory.server(peer, total: .seconds(3))
            try await MailPool.running(server, connections: 1) { pool in
                async let first = pool.fault("first\r\n")
                try await peer.reached("DOT")
                let second = Task { await pool.fault("second\r\n") }
                second.cancel()
                let fault = await second.value
                #expect(fault?.stage == .queue && fault?.kind == .cancelled)
                #expect(await first?.stage == .finalDot)
            }
            #expect(try await peer.ended().count(of: "message") == 1)
        }
    }

    @Test("a mail cancelled under way is taken back", arguments: ["GREETING", "EHLO", "MAIL", "RCPT", "DATA"])
    func cancelInFlight(_ step: String) async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(at: [step: "mute"])) { peer in
            try await MailPool.running(MailFactory.server(peer)) { pool in
                let sending = Task { await pool.fault() }
                try await peer.reached(step)
                sending.cancel()
                #expect(await sending.value?.kind == .cancelled)
            }
            #expect(try await peer.ended().count(of: "message") == 0)
        }
    }

    @Test("a mail cancelled after its last byte waits for the server's word")
    func cancelAfterDot() async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(at: ["DOT": "mute"])) { peer in
            let server = try MailFactory.server(peer, total: .seconds(3))
            try await MailPool.running(server) { pool in
                let sending = Task { await pool.fault() }
                try await peer.reached("DOT")
                sending.cancel()
                let fault = await sending.value
                #expect(fault?.kind == .timeout && fault?.outcomeIsUnknown == true)
            }
        }
    }

    @Test("shutting down lets the mail under way end, gives the queued back, and refuses new ones")
    func shutdown() async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(at: ["DOT": "mute"])) { peer in
            // Long enough that the pool is shut down before the first mail ends, on a busy machine too.
            let pool = MailPool(try MailFactory.server(peer, total: .seconds(15)), connections: 1)
            async let first = pool.fault()
            try await peer.reached("DOT")
            let second = Task { await pool.fault() }
            async let third = { await pool.shutdown() }()
            let queued = await second.value
            #expect(queued?.stage == .queue && queued?.kind == .shutDown)
            #expect(await first?.kind == .timeout)
            await third
            #expect(await pool.fault()?.kind == .shutDown)
        }
    }

    @Test("an unused pool shuts down, twice if need be")
    func shutdownUnused() async throws {
        let pool = MailPool(try MailServer(host: "localhost", port: 25, security: .plain))
        await pool.shutdown()
        await pool.shutdown()
        #expect(await pool.fault()?.kind == .shutDown)
    }

    @Test("Postfix's sink keeps every one of 300 mails over 8 connections")
    func sink() async throws {
        let settings = PeerSettings(sink: Checkout.smtpSink.path)
        try await FaultyPeer.running("sink_peer.py", settings) { peer in
            try await MailPool.running(MailFactory.server(peer), connections: 8) { pool in
                try await withThrowingTaskGroup { group in
                    for _ in 1...300 { group.addTask { #expect(await pool.fault() == nil) } }
                    try await group.waitForAll()
                }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: peer.file ?? "").count == 300)
        }
    }

    @Test(
        "Postfix's sink refuses with its own words",
        arguments: [
            ("-r", "RCPT", TransportFault.Stage.rcpt, 4), ("-f", "MAIL", .mail, 5), ("-f", ".", .finalDot, 5),
            ("-Q", "DATA", .data, 4), ("-q", "MAIL", .mail, 0),
        ])
    func sinkFaults(_ option: String, _ command: String, _ stage: TransportFault.Stage, _ codeClass: Int) async throws {
        let settings = PeerSettings(sink: Checkout.smtpSink.path, options: [option, command])
        try await FaultyPeer.running("sink_peer.py", settings) { peer in
            let fault = try await MailPool.running(MailFactory.server(peer)) { await $0.fault() }
            #expect(fault?.stage == stage)
            #expect((fault?.reply?.code ?? 0) / 100 == codeClass)
        }
    }
}
