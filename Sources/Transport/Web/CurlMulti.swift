import CCurl

/// A libcurl multi handle. Belongs to the thread that made it, but for its bell.
final class CurlMulti {
    /// Wakes the owner from `poll`.
    ///
    /// `@unchecked Sendable`: all it does with the pointer is `curl_multi_wakeup`, which libcurl documents as safe to
    /// call from any thread. `HTTPEngine` rings it only under the lock under which it is taken away before clean-up.
    struct Bell: @unchecked Sendable {
        fileprivate let pointer: UnsafeMutableRawPointer

        func ring() { curl_multi_wakeup(pointer) }
    }

    private let pointer: UnsafeMutableRawPointer

    var bell: Bell { Bell(pointer: pointer) }

    init() throws(TransportFault) {
        try CurlLibrary.prepare()
        guard let pointer = curl_multi_init() else { throw TransportFault(.input, .failed, detail: "no memory") }
        self.pointer = pointer
        // A host that speaks only HTTP/1.1 is not to be overrun; what exceeds this waits inside libcurl.
        ccurl_multi_set_long(pointer, CURLMOPT_MAX_HOST_CONNECTIONS, 32)
        ccurl_multi_set_long(pointer, CURLMOPT_MAX_TOTAL_CONNECTIONS, 256)
        ccurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, 64)
    }

    deinit { curl_multi_cleanup(pointer) }

    func add(_ easy: EasyHandle) -> Bool { curl_multi_add_handle(pointer, easy.pointer) == CURLM_OK }

    func remove(_ easy: EasyHandle) { curl_multi_remove_handle(pointer, easy.pointer) }

    func perform() {
        var running: Int32 = 0
        curl_multi_perform(pointer, &running)
    }

    /// Sleeps until a socket, a timer of libcurl's or the bell, at most a minute.
    func poll() { curl_multi_poll(pointer, nil, 0, 60_000, nil) }

    /// The next exchange that has ended, by its handle's address.
    func nextEnded() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            return (easy, message.pointee.data.result)
        }
        return nil
    }
}
