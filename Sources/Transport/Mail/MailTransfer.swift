import CCurl
import Glibc

/// What libcurl's callbacks share during one errand. Lives on the worker's thread only.
final class MailTransfer {
    private(set) var dialogue = MailDialogue()
    private let job: MailJob
    private let message: [UInt8]
    private let needsLogin: Bool
    private var offset = 0

    init(_ job: MailJob, needsLogin: Bool) {
        self.job = job
        self.needsLogin = needsLogin
        if case .deliver(let mail) = job.errand { message = mail.message } else { message = [] }
    }

    /// Whether a new connection came past AUTH without one: libcurl goes on in silence when the server offers none.
    var skippedLogin: Bool {
        guard needsLogin, dialogue.isGreeted, !dialogue.isAuthenticated else { return false }
        return switch dialogue.stage {
        case .noop, .mail, .rcpt, .data, .body, .finalDot: true
        default: false
        }
    }

    /// Whether to give up now. After the last byte only the server knows what became of the mail, so we wait for it.
    var shouldAbort: Bool {
        dialogue.stage != .finalDot && (job.isCancelled || skippedLogin)
    }

    /// Hands libcurl the next bytes, 0 at the end.
    ///
    /// libcurl asks again only when all earlier bytes are written to the socket, so 0 is the point from which the
    /// server may have the whole message.
    func read(into buffer: UnsafeMutableRawPointer, _ capacity: Int) -> Int {
        if shouldAbort { return Int(CURL_READFUNC_ABORT) }
        let count = min(capacity, message.count - offset)
        if count == 0 {
            dialogue.bodyEnded()
            job.noteHandedOver()
        } else {
            message.withUnsafeBytes { bytes in
                if let start = bytes.baseAddress { memcpy(buffer, start + offset, count) }
            }
            offset += count
        }
        return count
    }

    func trace(_ type: curl_infotype, _ bytes: UnsafeBufferPointer<UInt8>) {
        switch type {
        case CURLINFO_HEADER_OUT: dialogue.sent(bytes)
        case CURLINFO_HEADER_IN: dialogue.received(bytes)
        default: break
        }
    }
}

extension MailTransfer {
    /// Installs the callbacks. `self` must outlive the exchange; `detach` ends it.
    func attach(to easy: EasyHandle) throws(TransportFault) {
        let pointer = Unmanaged.passUnretained(self).toOpaque()
        try easy.set(CURLOPT_DEBUGDATA, pointer: pointer)
        try easy.check(ccurl_set_debug(easy.pointer, Self.onTrace), CURLOPT_DEBUGFUNCTION)
        try easy.set(CURLOPT_VERBOSE, 1)
        try easy.set(CURLOPT_XFERINFODATA, pointer: pointer)
        try easy.check(ccurl_set_progress(easy.pointer, Self.onProgress), CURLOPT_XFERINFOFUNCTION)
        try easy.set(CURLOPT_NOPROGRESS, 0)
        try easy.set(CURLOPT_READDATA, pointer: pointer)
        try easy.check(ccurl_set_read(easy.pointer, Self.onRead), CURLOPT_READFUNCTION)
        try easy.check(ccurl_set_write(easy.pointer, Self.onWrite), CURLOPT_WRITEFUNCTION)
    }

    /// Takes the callbacks off, so that a QUIT sent later finds no object that is gone.
    static func detach(from easy: EasyHandle) {
        try? easy.set(CURLOPT_VERBOSE, 0)
        try? easy.set(CURLOPT_NOPROGRESS, 1)
    }

    private static func from(_ pointer: UnsafeMutableRawPointer?) -> MailTransfer? {
        pointer.map { Unmanaged<MailTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let onTrace: curl_debug_callback = { _, type, data, size, pointer in
        guard let data else { return 0 }
        data.withMemoryRebound(to: UInt8.self, capacity: size) { bytes in
            from(pointer)?.trace(type, UnsafeBufferPointer(start: bytes, count: size))
        }
        return 0
    }

    private static let onProgress: curl_xferinfo_callback = { pointer, _, _, _, _ in
        from(pointer)?.shouldAbort == true ? 1 : 0
    }

    private static let onRead: curl_read_callback = { buffer, size, count, pointer in
        guard let buffer, let transfer = from(pointer) else { return Int(CURL_READFUNC_ABORT) }
        return transfer.read(into: buffer, size * count)
    }

    /// A probe's reply lines; they are known from the trace.
    private static let onWrite: curl_write_callback = { _, size, count, _ in size * count }
}
