import CCurl

/// One request on its way: its handle, and what has come back. Lives on the engine's thread only.
final class HTTPTransfer {
    let job: HTTPJob
    let easy: EasyHandle
    private var status = 0
    private var headers: [(name: String, value: String)] = []
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var isTooLarge = false

    init(_ job: HTTPJob) throws(TransportFault) {
        self.job = job
        easy = try EasyHandle()
        try easy.reset()
        try configure(job.request)
        try attach()
    }

    /// What to tell the caller, now that libcurl is done.
    func outcome(_ code: CURLcode) -> HTTPJob.Outcome {
        if code == CURLE_OK, (200...999).contains(status) {
            return .success(OutboundResponse(status: status, headers: headers, body: body))
        }
        let kind = isTooLarge ? .tooLarge : code == CURLE_OK ? .protocolViolation : TransportFault.Kind(code)
        return .failure(fault(kind, code))
    }

    /// The fault of a transfer that is taken off before its end.
    func interrupted(_ kind: TransportFault.Kind) -> HTTPJob.Outcome {
        .failure(TransportFault(stage(kind), kind))
    }

    private func fault(_ kind: TransportFault.Kind, _ code: CURLcode) -> TransportFault {
        let detail = isTooLarge ? "the response is too large" : easy.explanation(of: code)
        return TransportFault(stage(kind), kind, curlCode: Int(code.rawValue), detail: detail)
    }

    private func stage(_ kind: TransportFault.Kind) -> TransportFault.Stage {
        if status > 0 { return .response }
        switch kind {
        case .notResolved: return .resolve
        case .refused: return .connect
        case .invalidInput: return .input
        case let kind where kind.isAboutTLS: return .tls
        default: return CurlProgress(easy).stage(expectingTLS: job.request.isSecure) ?? .request
        }
    }
}

extension HTTPTransfer {
    /// A status line begins anew: an interim response (1xx) has headers too.
    fileprivate func take(header bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        headerBytes += bytes.count
        isTooLarge = isTooLarge || headerBytes > 64 << 10
        let line = String(decoding: bytes, as: UTF8.self).filter { $0 != "\r\n" && $0 != "\n" && $0 != "\r" }
        if line.hasPrefix("HTTP/") {
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            headers = []
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append((String(line[..<colon]), String(value.trimmingTrailingBlanks)))
        }
        return !isTooLarge
    }

    fileprivate func take(body bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        isTooLarge = isTooLarge || body.count + bytes.count > job.request.responseLimit
        if !isTooLarge { body.append(contentsOf: bytes) }
        return !isTooLarge
    }

    fileprivate func attach() throws(TransportFault) {
        let pointer = Unmanaged.passUnretained(self).toOpaque()
        try easy.set(CURLOPT_HEADERDATA, pointer: pointer)
        try easy.set(CURLOPT_WRITEDATA, pointer: pointer)
        try easy.check(ccurl_set_header(easy.pointer, Self.onHeader), CURLOPT_HEADERFUNCTION)
        try easy.check(ccurl_set_write(easy.pointer, Self.onBody), CURLOPT_WRITEFUNCTION)
    }

    private static let onHeader: curl_write_callback = { data, size, count, pointer in
        pass(data, size * count, pointer) { $0.take(header: $1) }
    }

    private static let onBody: curl_write_callback = { data, size, count, pointer in
        pass(data, size * count, pointer) { $0.take(body: $1) }
    }

    /// Returns the number of bytes taken: any other than `size` makes libcurl give up.
    private static func pass(
        _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ pointer: UnsafeMutableRawPointer?,
        _ take: (HTTPTransfer, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Int {
        guard let data, let pointer else { return size }
        let transfer = Unmanaged<HTTPTransfer>.fromOpaque(pointer).takeUnretainedValue()
        return data.withMemoryRebound(to: UInt8.self, capacity: size) { bytes in
            take(transfer, UnsafeBufferPointer(start: bytes, count: size)) ? size : size + 1
        }
    }
}

extension Substring {
    fileprivate var trimmingTrailingBlanks: Substring {
        var rest = self
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
