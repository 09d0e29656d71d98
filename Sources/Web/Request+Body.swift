import Hummingbird
import NIOCore
import NIOHTTP1
import Service

extension Request {
    /// The whole body, bounded in size and time.
    ///
    /// A sender that trickles bytes would otherwise hold a request open for ever: each chunk resets the idle timeout.
    func boundedBody() async throws -> [UInt8] {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > RequestLimits.bodyBytes {
            throw HTTPError(.contentTooLarge)
        }
        return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask {
                do {
                    return Array(buffer: try await body.collect(upTo: RequestLimits.bodyBytes))
                } catch is NIOTooManyBytesError {
                    throw HTTPError(.contentTooLarge)
                } catch let error as HTTPParserError {
                    // Chunks or trailers that are no HTTP: what follows the head is read only here.
                    throw HTTPError(error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest)
                }
            }
            group.addTask {
                try await Task.sleep(for: RequestLimits.bodyDeadline)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let bytes = first else { throw HTTPError(.requestTimeout) }
            return bytes
        }
    }
}
