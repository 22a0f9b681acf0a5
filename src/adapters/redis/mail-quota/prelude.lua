--[[
  Shared by the mail-quota scripts. All keys belong to one quota and share its slot.

  KEYS[1]  exists during a back-off and expires at its end
]]
local BACK_OFF = KEYS[1]

-- Returns how many ms of the back-off are left; 0 without one.
local function backOffLeft()
  return math.max(0, redis.call('PTTL', BACK_OFF))
end
