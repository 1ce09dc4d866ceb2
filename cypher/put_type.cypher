// Purpose: give entities the label of their type.
// Parameters: $rows  maps: key, type  of the ontology
UNWIND $rows AS row
MATCH (e:Entity {key: row.key})
REMOVE e:City:Enterprise:University:Platform:Project
FOREACH (_ IN CASE row.type WHEN 'City' THEN [true] ELSE [] END | SET e:City)
FOREACH (_ IN CASE row.type WHEN 'Enterprise' THEN [true] ELSE [] END | SET e:Enterprise)
FOREACH (_ IN CASE row.type WHEN 'University' THEN [true] ELSE [] END | SET e:University)
FOREACH (_ IN CASE row.type WHEN 'Platform' THEN [true] ELSE [] END | SET e:Platform)
FOREACH (_ IN CASE row.type WHEN 'Project' THEN [true] ELSE [] END | SET e:Project)
