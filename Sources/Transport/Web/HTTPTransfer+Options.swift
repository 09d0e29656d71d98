import CCurl

extension HTTPTransfer {
    func configure(_ request: OutboundRequest) throws(TransportFault) {
        try easy.set(CURLOPT_URL, request.url)
        try easy.set(CURLOPT_PROTOCOLS_STR, request.allowsPlainHTTP ? "http,https" : "https")
        try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Rather share a connection that speaks HTTP/2 than open one more.
        try easy.set(CURLOPT_PIPEWAIT, 1)
        try easy.set(CURLOPT_TIMEOUT_MS, request.timeout.curlMilliseconds)
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.curlMilliseconds)
        if let file = request.certificateAuthority { try easy.trust(file) }
        try easy.set(CURLOPT_HTTPHEADER, list: Self.headerLines(request))
        try configureMethod(request)
    }

    private func configureMethod(_ request: OutboundRequest) throws(TransportFault) {
        switch request.method {
        case .get: try easy.set(CURLOPT_HTTPGET, 1)
        case .head: try easy.set(CURLOPT_NOBODY, 1)
        case .delete where request.body.isEmpty: try easy.set(CURLOPT_CUSTOMREQUEST, "DELETE")
        case .post, .put, .patch, .delete:
            try easy.set(CURLOPT_POST, 1)
            try easy.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: request.body.count)
            let result = request.body.withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // libcurl copies the bytes; it wants an address even for none.
                    if let start = characters.baseAddress, !characters.isEmpty {
                        ccurl_set_text(easy.pointer, CURLOPT_COPYPOSTFIELDS, start)
                    } else {
                        ccurl_set_text(easy.pointer, CURLOPT_COPYPOSTFIELDS, "")
                    }
                }
            }
            try easy.check(result, CURLOPT_COPYPOSTFIELDS)
            try easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
    }

    /// Headers as libcurl wants them: `Name;` sends an empty one, `Name:` suppresses its own.
    private static func headerLines(_ request: OutboundRequest) -> [String] {
        var lines = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        let names = Set(request.headers.map { $0.name.lowercased() })
        if !names.contains("expect") { lines.append("Expect:") }
        if !names.contains("content-type") { lines.append("Content-Type:") }
        if !names.contains("user-agent") { lines.append("User-Agent: Latchkey") }
        return lines
    }
}
