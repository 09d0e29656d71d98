import Hummingbird

/// `/healthz` says that the process lives, `/readyz` that it can work.
struct HealthRoutes: Sendable {
    let isReady: @Sendable () async -> Bool

    func register(on routes: Routes) {
        routes.add(.get, "/healthz") { _, _ in try .json(["status": "ok"]) }
        routes.add(.get, "/readyz") { [isReady] _, _ in
            await isReady()
                ? try .json(["status": "ready"])
                : .failure(.serviceUnavailable, code: "not_ready", detail: "The database does not answer.")
        }
    }
}
