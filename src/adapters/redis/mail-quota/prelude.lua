--[[
  Shared by the mail-quota scripts. All keys belong to one quota and share its slot.

  KEYS[1]  exists during a back-off and expires at its end
]]
local PAUSE = KEYS[1]

-- Returns ms, 0 without a back-off.
local function pauseLeft()
  return math.max(0, redis.call('PTTL', PAUSE))
end
