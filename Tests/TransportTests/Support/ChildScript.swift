import Foundation
import Glibc
import Synchronization

/// A child process whose output is read by a thread of its own.
///
/// Foundation's `Process` lets siblings inherit each other's pipes when many start at once, and its children a signal
/// mask that blocks SIGTERM: neither end is then ever seen.
final class ChildScript: Sendable {
    struct NotStarted: Error { let code: Int32 }

    private enum State { case running, reaped }

    private let id: pid_t
    private let state = Mutex(State.running)

    /// Starts `arguments`; `onOutput` gets what the child writes, and empty data at the end.
    ///
    /// The child's standard input and output are one socket: when we are gone, however we end, it reads the end.
    init(_ arguments: [String], onOutput: @escaping @Sendable (Data) -> Void) throws {
        var ends: [Int32] = [0, 0]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw NotStarted(code: errno) }
        defer { close(ends[1]) }
        let ours = ends[0]
        id = try Self.spawn(arguments, ends[1])
        Thread.detachNewThread { [self] in
            Self.read(ours, onOutput)
            state.withLock { state in
                waitpid(id, nil, 0)
                state = .reaped
            }
            close(ours)
            onOutput(Data())
        }
    }

    /// Asks the child to end.
    func terminate() {
        state.withLock { if $0 == .running { kill(id, SIGTERM) } }
    }

    private static func read(_ descriptor: Int32, _ onOutput: (Data) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            onOutput(Data(buffer[..<count]))
        }
    }

    private static func spawn(_ arguments: [String], _ theirs: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, theirs, 0)
        posix_spawn_file_actions_adddup2(&actions, theirs, 1)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var mask = sigset_t()
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) } + [nil]
        var environment = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + environment).forEach { free($0) } }
        var id = pid_t()
        let result = posix_spawn(&id, arguments[0], &actions, &attributes, &words, &environment)
        guard result == 0 else { throw NotStarted(code: result) }
        return id
    }
}
