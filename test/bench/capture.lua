-- Sends the document DOCUMENT with EVENTS events like EVENT, each a millisecond after the one before, from FROM on.
local events = tonumber(os.getenv("EVENTS"))
local from = tonumber(os.getenv("FROM"))
local run = os.getenv("RUN")
local document = os.getenv("DOCUMENT")
local template = os.getenv("EVENT")
local sent = 0

function init()
  wrk.headers["Authorization"] = "Bearer fk_demo_producer"
  wrk.headers["Content-Type"] = "application/json"
end

local function event()
  sent = sent + 1
  local at = from + sent
  local seconds = os.date("!%Y-%m-%dT%H:%M:%S", math.floor(at / 1000))
  local moment = seconds .. string.format(".%03dZ", at % 1000)
  return (template:gsub("@id", run .. string.format("%012x", sent)):gsub("@time", moment))
end

function request()
  local list = {}
  for i = 1, events do list[i] = event() end
  local body = document:gsub('"@events"', table.concat(list, ","))
  return wrk.format("POST", "/epcis/capture", nil, body)
end

function done(summary)
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  print("answered " .. summary.requests .. " failed " .. failed)
end
