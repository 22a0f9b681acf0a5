--[[
  Shared by the scripts that load and save a target.

  KEYS[1]  the target, a hash: version, sealed. Its end of life is that of the last thing kept of the target

  Instants are ms since the epoch on Redis's own clock.
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- Returns {0, version, sealed state, now}. Version and state are '' when nothing is kept of the target.
local function current()
  local found = redis.call('HMGET', KEYS[1], 'version', 'sealed')
  return { 0, found[1] or '', found[2] or '', now }
end
