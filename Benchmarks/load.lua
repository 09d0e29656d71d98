-- What wrk sends and says: GET of one path, or POST of unique recoveries when BENCH_NOTIFY is set.
local notify = os.getenv("BENCH_NOTIFY")
local run = os.getenv("BENCH_RUN")
local threads = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init()
    sent = 0
    if notify then
        wrk.method = "POST"
        wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_KEY")
        wrk.headers["Content-Type"] = "application/json"
    end
end

local body = [[{"payment_intent":"%s","client_secret":"%s_secret_Vb1Ys0Qn7Xk2","amount":1099,"currency":"jpy",]]
    .. [["publishable_key":"pk_test_benchmark","notify":%s,"reminders":[],"description":"Order %d",]]
    .. [["customer":{"email":"customer%d@example.com","name":"Ada Lovelace","locale":"en"}}]]

-- Without this function wrk sends the same request again and again, at less cost to itself.
if notify then
    function request()
        sent = sent + 1
        local intent = string.format("pi_%s_%d_%d", run, number, sent)
        wrk.headers["Idempotency-Key"] = intent
        return wrk.format(nil, nil, nil, string.format(body, intent, intent, notify, sent, sent))
    end
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '\n{"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "failed": %d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
