import Transport

/// Mails and servers as the tests need them.
enum MailFactory {
    static func mail(_ text: String = "Subject: hello\r\n\r\nfine\r\n", to recipient: String = "taro@example.com")
        throws
        -> Envelope
    {
        Envelope(
            sender: try MailAddress("bounce@shop.example"), recipient: try MailAddress(recipient),
            message: Array(text.utf8))
    }

    static func server(
        _ peer: FaultyPeer, _ security: MailServer.Security = .plain, credentials: MailCredentials? = nil,
        authority: String? = nil, host: String = "127.0.0.1", total: Duration = .seconds(10)
    ) throws -> MailServer {
        var server = try MailServer(
            host: host, port: peer.port, security: security, credentials: credentials,
            certificateAuthority: authority, heloName: "latchkey.example")
        server.timeouts = MailServer.Timeouts(
            connect: .seconds(5), reply: .seconds(5), total: total, idle: .seconds(5))
        return server
    }

    /// The fault that `body` ends in; nil if it succeeds.
    static func fault(_ body: () async throws(TransportFault) -> some Any) async -> TransportFault? {
        do throws(TransportFault) {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }
}

extension MailPool {
    /// Runs `body` with a pool and shuts it down afterwards.
    static func running<Result>(
        _ server: MailServer, connections: Int = 16, _ body: (MailPool) async throws -> Result
    ) async throws -> Result {
        let pool = MailPool(server, connections: connections)
        do {
            let result = try await body(pool)
            await pool.shutdown()
            return result
        } catch {
            await pool.shutdown()
            throw error
        }
    }

    /// The fault that one mail meets; nil if it is accepted.
    func fault(_ text: String = "Subject: hello\r\n\r\nfine\r\n") async -> TransportFault? {
        await MailFactory.fault { () async throws(TransportFault) in
            guard let mail = try? MailFactory.mail(text) else { throw TransportFault(.input, .failed) }
            return try await self.send(mail)
        }
    }
}
