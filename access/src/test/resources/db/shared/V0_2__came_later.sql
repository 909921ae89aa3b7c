CREATE TABLE came_later (id int);
