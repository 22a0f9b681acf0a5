--[[
  Stands in front of the naming scripts. All keys are of one name and share its slot.

  KEYS[1]   at the one name on which all askers agree: the name that whoever asked first is about to use, for a few seconds
  KEYS[2…]  what shows that the name is in use, the most telling first
]]
local CLAIM = KEYS[1]

-- 0 when the name is not in use, otherwise more the more telling the sign.
local function weight()
  for at = 2, #KEYS do
    if redis.call('EXISTS', KEYS[at]) == 1 then
      return #KEYS + 1 - at
    end
  end
  return 0
end
