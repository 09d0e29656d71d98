import Foundation
import Logging

/// How many files, and so connections, this process may have open (`RLIMIT_NOFILE`).
enum OpenFiles {
    /// For Stripe, the database's readers, event loops, logs.
    private static let others = 256
    /// With fewer connections nothing could be served.
    private static let fewest = 16

    /// Raises the soft limit to what so many connections need, as far as the hard limit goes.
    ///
    /// - Parameter mail: connections to the mail server.
    /// - Returns: how many connections fit.
    static func makeRoom(for connections: Int, besides mail: Int, logger: Logger) -> Int {
        let needed = rlim_t(connections + mail + others)
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
        if limit.rlim_cur < needed {
            limit.rlim_cur = min(needed, limit.rlim_max)
            _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        guard limit.rlim_cur < needed else { return connections }
        let fitting = max(fewest, Int(limit.rlim_cur) - mail - others)
        logger.warning(
            """
            This process may not open as many files as LATCHKEY_CONNECTIONS needs, so fewer connections are taken. Raise \
            the hard limit: `ulimit -Hn`, or LimitNOFILE= of systemd.
            """,
            metadata: ["needed": "\(needed)", "allowed": "\(limit.rlim_cur)", "connections": "\(fitting)"])
        return fitting
    }
}
