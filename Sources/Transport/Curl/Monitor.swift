import Glibc

/// State behind a lock, with a condition to wait for: what a pool of blocking threads needs and `Mutex` lacks.
///
/// `@unchecked Sendable`: `value` is reached only between `pthread_mutex_lock` and `pthread_mutex_unlock`, and the two
/// C objects have stable addresses from `init` to `deinit`.
final class Monitor<Value: Sendable>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var value: Value

    init(_ value: Value) {
        self.value = value
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value)
    }

    /// Asks `body` again after every wake-up until it answers; at the latest after `limit`, when it is told so.
    func wait<Result>(atMost limit: Duration, _ body: (inout Value, _ isLate: Bool) -> Result?) -> Result {
        var deadline = Self.moment(after: limit)
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        var isLate = false
        while true {
            if let result = body(&value, isLate) { return result }
            if isLate { deadline = Self.moment(after: limit) }
            isLate = pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT
        }
    }

    func wakeOne() { pthread_cond_signal(condition) }

    func wakeAll() { pthread_cond_broadcast(condition) }

    private static func moment(after limit: Duration) -> timespec {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let nanoseconds = now.tv_nsec + limit.curlMilliseconds % 1000 * 1_000_000
        return timespec(
            tv_sec: now.tv_sec + limit.curlMilliseconds / 1000 + nanoseconds / 1_000_000_000,
            tv_nsec: nanoseconds % 1_000_000_000)
    }
}
