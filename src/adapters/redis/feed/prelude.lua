--[[
  Shared by all feed scripts.

  KEYS[1]  the feed, a stream; the fields of an entry: activity (sealed), and key if it has one. The ids are Redis's own:
           they hold the time of its clock and grow. Changes are published on the channel with the same name.
  ARGV[1]  retention of an activity, and of an unused feed, ms
]]
local FEED, RETENTION = KEYS[1], ARGV[1]

local function hasEnded()
  return redis.call('EXISTS', FEED) == 0
end

-- A stream remains when its last entry is trimmed, so the feed continues and its ids keep growing.
local function forgetOld()
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('XTRIM', FEED, 'MINID', '=', now - RETENTION + 1)
end
