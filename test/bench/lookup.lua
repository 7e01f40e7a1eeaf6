-- Asks for the codes of the file CODES in turn, as JSON.
local asked = {}
-- Each run goes on where the last one stopped, or its first codes would still be remembered.
local i = tonumber(os.getenv("FROM") or "0")

function init()
  wrk.headers["Accept"] = "application/json"
  for code in io.lines(os.getenv("CODES")) do
    asked[#asked + 1] = wrk.format("GET", "/t/" .. code)
  end
end

function request()
  i = i % #asked + 1
  return asked[i]
end

-- With THINK each connection rests after an answer, some milliseconds more or less than that.
local think = tonumber(os.getenv("THINK") or "0")

if think > 0 then
  function delay()
    return math.floor(0.5 - think * math.log(1 - math.random()))
  end
end

function done(summary, latency)
  local errors = summary.errors
  -- Codes that are none are all refused.
  local refused = os.getenv("REFUSED") == "yes" and summary.requests or 0
  local failed = math.abs(errors.status - refused)
    + errors.connect + errors.read + errors.write + errors.timeout
  print("answered " .. summary.requests .. " failed " .. failed)
  print(string.format("p50 %d p99 %d", latency:percentile(50), latency:percentile(99)))
end
