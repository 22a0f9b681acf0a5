--[[
  Shared by all session scripts. All keys belong to one session and share its slot.

  KEYS[1]  the session lock: the token of the turn that holds it; expires when its process died
  KEYS[2]  exists while the activity of this turn counts as answered
  KEYS[3]  the session, a hash: value (sealed), eTag
  ARGV[1]  token of this turn
]]
local LOCK, ANSWERED, SESSION = KEYS[1], KEYS[2], KEYS[3]
local TOKEN = ARGV[1]

local function ownsLock()
  return redis.call('GET', LOCK) == TOKEN
end

-- Records the activity and releases the lock in one step, so that an activity either counts as answered or is processed again.
local function endTurn(rememberActivity)
  if tonumber(rememberActivity) > 0 then
    redis.call('SET', ANSWERED, '', 'PX', rememberActivity)
  end
  redis.call('DEL', LOCK)
end
