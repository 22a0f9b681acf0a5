--[[
  Shared by the naming scripts. All keys belong to one name and share its slot.

  KEYS[1]   the reservation, kept for a few seconds at the name on which all callers agree: the name that the first caller will use
  KEYS[2…]  keys that show that the name is in use, by falling weight
]]
local RESERVATION = KEYS[1]

-- Returns 0 when the name is not in use, otherwise the weight of the first key that exists.
local function weight()
  for at = 2, #KEYS do
    if redis.call('EXISTS', KEYS[at]) == 1 then
      return #KEYS + 1 - at
    end
  end
  return 0
end
