import Foundation

/// Speaks HTTP/1.1 byte by byte over loopback, so that a test sees exactly what a browser would be sent.
enum Wire {
    /// Sends a request and reads the reply until the server closes.
    ///
    /// - Parameters:
    ///   - hangsUp: whether nothing more is said afterwards, so that a server that waits for more may close.
    ///   - more: sent once the first of the reply has come.
    static func exchange(
        _ request: [UInt8], port: Int, hangsUp: Bool = false, then more: [UInt8] = []
    ) async throws -> HTTPReply {
        let bytes = try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: waiting on a shared one would keep it from the server that is to answer.
            Thread.detachNewThread {
                continuation.resume(with: Result { try roundTrip(request, port: port, hangsUp: hangsUp, more) })
            }
        }
        return try HTTPReply(parsing: bytes)
    }

    /// Sends requests and reads none of the answers; whether the server gave up within so many seconds.
    static func isReset(leavingUnread request: [UInt8], port: Int, within seconds: Int32) async throws -> Bool {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try waitForReset(request, port: port, seconds: seconds) })
            }
        }
    }

    private static func waitForReset(_ request: [UInt8], port: Int, seconds: Int32) throws -> Bool {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw WireFault.noSocket }
        defer { close(socket) }
        var window: Int32 = 4096
        setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &window, socklen_t(MemoryLayout<Int32>.size))
        try connect(socket, port: port)
        send(request, to: socket)
        // Nothing is asked for, so only an error or the end of both directions is told of.
        var waiting = pollfd(fd: socket, events: 0, revents: 0)
        return poll(&waiting, 1, seconds * 1000) == 1
    }

    private static func roundTrip(_ request: [UInt8], port: Int, hangsUp: Bool, _ more: [UInt8]) throws -> [UInt8] {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw WireFault.noSocket }
        defer { close(socket) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        try connect(socket, port: port)
        send(request, to: socket)
        if hangsUp { shutdown(socket, Int32(SHUT_WR)) }
        return receive(from: socket, thenSending: more)
    }

    private static func connect(_ socket: Int32, port: Int) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw WireFault.notConnected }
    }

    /// A server that has heard enough may close before everything is sent; what it answered is read all the same.
    private static func send(_ bytes: [UInt8], to socket: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func receive(from socket: Int32, thenSending more: [UInt8]) -> [UInt8] {
        var unsent = more
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
            send(unsent, to: socket)
            unsent = []
        }
    }
}

enum WireFault: Error {
    case noSocket, notConnected, noReply
}

/// A reply as it came.
struct HTTPReply: Sendable {
    let status: Int
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    init(parsing bytes: [UInt8]) throws {
        let end = Array("\r\n\r\n".utf8)
        guard let head = bytes.firstRange(of: end) else { throw WireFault.noReply }
        let lines = String(decoding: bytes[..<head.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        guard let status = lines[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw WireFault.noReply
        }
        self.status = status
        fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (String(parts[0]).lowercased(), parts.last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "")
        }
        body = Array(bytes[head.upperBound...])
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a field that stands there once; `nil` when it does not.
    subscript(_ name: String) -> String? {
        let found = fields.filter { $0.name == name.lowercased() }
        return found.count == 1 ? found[0].value : nil
    }

    /// The body as a JSON object.
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
    }

    /// The `code` of a problem document; `nil` when it is none.
    var code: String? {
        guard self["Content-Type"] == "application/problem+json", json["status"] as? Int == status,
            json["detail"] is String
        else { return nil }
        return json["code"] as? String
    }
}
