import Foundation

/// A small HTTP server on loopback that is busy once, then describes the request it got.
///
/// It ends when its standard input does, so that it cannot outlive the tests.
struct LoopbackServer {
    private let process: Process
    private let life = Pipe()
    let base: String

    private static let script = """
        import http.server, json, os, sys, threading
        class Handler(http.server.BaseHTTPRequestHandler):
            seen = 0
            def do_GET(self):
                Handler.seen += 1
                busy = Handler.seen == 1
                names = ("Authorization", "Stripe-Version", "Stripe-Account", "User-Agent")
                told = self.path + " " + " ".join(str(self.headers[name]) for name in names)
                body = json.dumps({"id": "pi_1", "status": "requires_action", "amount": 1099, "currency": "jpy",
                                   "description": told}).encode()
                self.send_response(503 if busy else 200)
                self.send_header("Retry-After", "0")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *arguments): pass
        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        print(server.server_port, flush=True)
        server.serve_forever()
        """

    init() throws {
        process = Process()
        process.executableURL = URL(filePath: Python.path)
        process.arguments = ["-c", Self.script]
        let output = Pipe()
        process.standardInput = life
        process.standardOutput = output
        try process.run()
        let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        base = "http://127.0.0.1:\(port.prefix { $0.isNumber })"
    }

    func stop() {
        try? life.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
