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

function done(summary)
  local errors = summary.errors
  -- Codes that are none are all refused.
  local refused = os.getenv("REFUSED") == "yes" and summary.requests or 0
  local failed = math.abs(errors.status - refused)
    + errors.connect + errors.read + errors.write + errors.timeout
  print("answered " .. summary.requests .. " failed " .. failed)
end
